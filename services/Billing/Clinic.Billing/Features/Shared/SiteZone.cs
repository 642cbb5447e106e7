using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Fees;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Billing.Features.Shared;

/// <summary>The zone in which a site's dates are counted.</summary>
internal static class SiteZone
{
    /// <summary>The zone of a site.</summary>
    public static DateTimeZone Of(BillingPolicy policy) => DateTimeZoneProviders.Tzdb[policy.TimeZoneId];

    /// <summary>The zone of a site.</summary>
    public static async Task<DateTimeZone> SiteZoneAsync(this BillingDbContext db, Guid siteId, CancellationToken cancellationToken)
    {
        var id = await db.Policies.Where(p => p.SiteId == siteId).Select(p => p.TimeZoneId).SingleAsync(cancellationToken);
        return DateTimeZoneProviders.Tzdb[id];
    }

    /// <summary>An instant with a site's offset, as answers show it.</summary>
    public static DateTimeOffset In(this Instant instant, DateTimeZone zone) => instant.InZone(zone).ToDateTimeOffset();

    /// <summary>Today's date at a site.</summary>
    public static LocalDate Today(this IClock clock, BillingPolicy policy) => clock.GetCurrentInstant().InZone(Of(policy)).Date;
}
