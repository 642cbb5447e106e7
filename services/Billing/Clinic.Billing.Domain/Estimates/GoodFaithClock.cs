using Clinic.Billing.Domain.Calendar;
using NodaTime;

namespace Clinic.Billing.Domain.Estimates;

/// <summary>When a Good Faith Estimate is due. Source: 45 CFR 149.610(b)(1)(vi).</summary>
public static class GoodFaithClock
{
    /// <summary>At least so many business days ahead, the estimate is due within <see cref="LongNotice"/>.</summary>
    public const int FarAhead = 10;

    /// <summary>At least so many business days ahead, it is due within <see cref="ShortNotice"/>; nearer, none is owed unless asked for.</summary>
    public const int Ahead = 3;

    /// <summary>Business days to deliver it when the service is far ahead.</summary>
    public const int LongNotice = 3;

    /// <summary>Business days to deliver it when the service is near.</summary>
    public const int ShortNotice = 1;

    /// <summary>The last day to deliver the estimate, inclusive; null when none is owed.</summary>
    /// <param name="scheduledOn">The day on which the service was scheduled, in the site's zone.</param>
    /// <param name="firstServiceOn">The day of the first service, in the site's zone.</param>
    public static LocalDate? DueOn(LocalDate scheduledOn, LocalDate firstServiceOn) =>
        BusinessDays.Between(scheduledOn, firstServiceOn) switch
        {
            >= FarAhead => BusinessDays.After(scheduledOn, LongNotice),
            >= Ahead => BusinessDays.After(scheduledOn, ShortNotice),
            _ => null,
        };
}
