using Clinic.Contracts.Scheduling;
using MassTransit;
using NodaTime;

namespace Clinic.Billing.Tests.Rig;

/// <summary>Requests and messages with sensible values.</summary>
internal static class Samples
{
    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["America/New_York"];

    private static int _prefix;

    public static Guid Id() => NewId.NextGuid();

    public static object Policy(int termsDays = 30, long? noShowFee = null, long? lateCancelFee = null, string? prefix = null) => new
    {
        timeZoneId = Zone.Id,
        currency = BillingHost.Currency,
        numberPrefix = prefix ?? $"S{Interlocked.Increment(ref _prefix)}",
        paymentTermsDays = termsDays,
        noShowFee = Fee(noShowFee),
        lateCancelFee = Fee(lateCancelFee),
    };

    public static object Money(long minor, string currency = BillingHost.Currency) => new { amountMinor = minor, currency };

    public static object Schedule(
        Guid siteId, string from = "2020-01-01", string? until = null, long firstHourMinor = 42_500, object[]? lines = null) => new
        {
            siteId,
            payer = "self-pay",
            validFrom = from,
            validUntil = until,
            currency = BillingHost.Currency,
            lines = lines ??
            [
                new { code = "96365", label = "Infusion, first hour", priceMinor = firstHourMinor, unitRule = "infusion-initial-hour" },
                new { code = "96366", label = "Infusion, further hour", priceMinor = 9_500, unitRule = "infusion-further-hour" },
                new { code = "96374", label = "Push", priceMinor = 18_000, unitRule = "infusion-push" },
                new { code = "J3490", label = "Ketamine", priceMinor = 250, unitRule = "drug-amount", milligramsPerUnit = 10 },
            ],
        };

    public static InfusionCompleted Completed(
        Guid siteId, Guid? patientId = null, Guid? sessionId = null, Instant? startedAt = null, int? minutes = 42, decimal milligrams = 40)
    {
        var start = startedAt ?? Instant.FromUtc(2026, 3, 2, 15, 0);
        var stop = minutes is { } m ? start + Duration.FromMinutes(m) : (Instant?)null;
        return new InfusionCompleted(
            sessionId ?? Id(),
            Id(),
            patientId ?? Id(),
            siteId,
            Zone.Id,
            "KET-IND-6",
            1,
            1,
            start.ToDateTimeOffset(),
            stop?.ToDateTimeOffset(),
            "ketamine",
            milligrams,
            (stop ?? start).ToDateTimeOffset());
    }

    public static object Payment(
        Guid patientId, Guid siteId, Guid? invoiceId, long minor, LocalDate receivedOn, string method = "cash", string currency = BillingHost.Currency) => new
        {
            patientId,
            siteId,
            invoiceId,
            amount = Money(minor, currency),
            method,
            reference = "slip 17",
            receivedOn = receivedOn.ToDateOnly(),
        };

    private static object? Fee(long? minor) => minor is { } m ? Money(m) : null;
}
