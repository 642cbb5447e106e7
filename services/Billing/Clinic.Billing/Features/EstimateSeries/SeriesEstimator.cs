using Clinic.Billing.Domain.Charges;
using Clinic.Billing.Domain.Estimates;
using Clinic.Billing.Domain.Fees;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Estimates;
using Clinic.Billing.Persistence.Sessions;
using Clinic.ServiceDefaults.Audit;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Billing.Features.EstimateSeries;

/// <summary>Makes the Good Faith Estimate of a booked series (45 CFR 149.610), from the prices that will charge it.</summary>
/// <param name="auditor">Records the act.</param>
/// <param name="clock">Dates it.</param>
internal sealed class SeriesEstimator(Auditor auditor, IClock clock)
{
    /// <summary>
    /// The drug expected per session, in milligrams: 0.5 mg/kg (Andrade 2017) for 80 kg. The real dose goes by the patient's
    /// weight, which billing is not told.
    /// </summary>
    public const decimal ExpectedMilligrams = 40;

    /// <summary>Makes the next revision, or says why it cannot be made yet.</summary>
    public async Task<(GoodFaithEstimate? Estimate, UnbilledReason? Missing)> MakeAsync(
        BillingDbContext db, BookedSeries series, CancellationToken cancellationToken)
    {
        // Taken although nothing is posted: two callers at once would make the same revision.
        var ledger = await db.TakeLedgerAsync(series.SiteId, cancellationToken);
        if (ledger is null)
        {
            return (null, UnbilledReason.SiteNotSetUp);
        }

        var zone = DateTimeZoneProviders.Tzdb[series.SiteTimeZoneId];
        var sessions = series.Sessions.OrderBy(s => s.Number)
            .Select(s => new ExpectedSession(s.StartsAt, s.InfusionMinutes, s.StartsAt.InZone(zone).Date))
            .ToList();
        var prices = await PricesAsync(db, series.SiteId, sessions, cancellationToken);
        var (lines, missing) = EstimateRule.Expect(series.ProtocolCode, sessions, ExpectedMilligrams, day => prices[day]);
        if (missing is not null || lines.Count == 0)
        {
            return (null, missing ?? UnbilledReason.NoFittingLine);
        }

        var last = await db.Estimates.Where(e => e.SeriesId == series.SeriesId).MaxAsync(e => (int?)e.Revision, cancellationToken);
        var estimate = Write(series, lines, (last ?? 0) + 1, ledger.Currency, sessions[0].ServiceOn, zone);
        db.Estimates.Add(estimate);
        auditor.Record(db, "estimate.make", series.PatientId, estimate.Id);
        return (estimate, null);
    }

    /// <summary>Makes the first estimates of a site's series that had no prices when they were booked.</summary>
    public async Task MakeMissingAsync(BillingDbContext db, Guid siteId, CancellationToken cancellationToken)
    {
        var waiting = await db.BookedSeries.Include(s => s.Sessions)
            .Where(s => s.SiteId == siteId && !db.Estimates.Any(e => e.SeriesId == s.SeriesId))
            .ToListAsync(cancellationToken);
        foreach (var series in waiting)
        {
            await MakeAsync(db, series, cancellationToken);
        }
    }

    private GoodFaithEstimate Write(
        BookedSeries series, IReadOnlyList<EstimateLine> lines, int revision, string currency, LocalDate firstServiceOn, DateTimeZone zone)
    {
        var now = clock.GetCurrentInstant();
        var estimate = new GoodFaithEstimate
        {
            Id = NewId.NextGuid(),
            SeriesId = series.SeriesId,
            PatientId = series.PatientId,
            SiteId = series.SiteId,
            Revision = revision,
            Currency = currency,
            TotalMinor = lines.Sum(l => l.Charge.AmountMinor),
            MadeOn = now.InZone(zone).Date,
            DueOn = GoodFaithClock.DueOn(series.BookedAt.InZone(zone).Date, firstServiceOn),
            MadeAt = now,
        };
        estimate.Lines.AddRange(lines.Select((line, index) => new GoodFaithEstimateLine
        {
            Id = NewId.NextGuid(),
            EstimateId = estimate.Id,
            Position = index + 1,
            ServiceOn = line.ServiceOn,
            Code = line.Charge.Code,
            Label = line.Charge.Label,
            Units = line.Charge.Units,
            UnitPriceMinor = line.Charge.UnitPriceMinor,
        }));
        return estimate;
    }

    private static async Task<Dictionary<LocalDate, List<FeeLine>?>> PricesAsync(
        BillingDbContext db, Guid siteId, IEnumerable<ExpectedSession> sessions, CancellationToken cancellationToken)
    {
        var prices = new Dictionary<LocalDate, List<FeeLine>?>();
        foreach (var day in sessions.Select(s => s.ServiceOn).Distinct())
        {
            prices[day] = await db.PricesAsync(siteId, day, cancellationToken);
        }

        return prices;
    }
}
