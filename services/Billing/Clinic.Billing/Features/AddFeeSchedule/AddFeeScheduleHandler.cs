using Clinic.Billing.Features.ChargeInfusion;
using Clinic.Billing.Features.EstimateSeries;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Fees;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Http;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Billing.Features.AddFeeSchedule;

/// <summary>
/// Adds the prices of a range of service dates. An open-ended schedule that began earlier ends where the new one begins; any other
/// overlap is refused, so that a date has one price. What was invoiced keeps its price.
/// </summary>
/// <param name="biller">Bills what waited for prices.</param>
/// <param name="estimator">Estimates the series that waited for prices.</param>
/// <param name="auditor">Records the act.</param>
/// <param name="clock">Dates it.</param>
internal sealed class AddFeeScheduleHandler(InfusionBiller biller, SeriesEstimator estimator, Auditor auditor, IClock clock)
{
    public async Task<Outcome<FeeScheduleAnswer>> AddAsync(
        BillingDbContext db, AddFeeScheduleRequest request, CancellationToken cancellationToken)
    {
        var siteId = request.SiteId!.Value;
        var ledger = await db.TakeLedgerAsync(siteId, cancellationToken);
        if (ledger is null)
        {
            return Refusal.NotFound("site with a billing policy", "siteId");
        }

        if (!string.Equals(ledger.Currency, request.Currency, StringComparison.Ordinal))
        {
            return Refusal.Rule("wrong-currency", $"The site bills in {ledger.Currency}.", "currency");
        }

        var schedule = Write(request, clock.GetCurrentInstant());
        if (!await MakeRoomAsync(db, schedule, cancellationToken))
        {
            return Refusal.Conflict("schedules-overlap", "Another fee schedule covers some of these dates.", "validFrom");
        }

        db.FeeSchedules.Add(schedule);
        auditor.Record(db, "fee-schedule.add", null, schedule.Id);
        // Billing what waits reads the schedule from the database.
        await db.SaveChangesAsync(cancellationToken);
        await biller.BillWaitingAsync(db, siteId, cancellationToken);
        await estimator.MakeMissingAsync(db, siteId, cancellationToken);
        return FeeScheduleAnswer.Of(schedule, ledger.Currency);
    }

    private static async Task<bool> MakeRoomAsync(BillingDbContext db, FeeSchedule added, CancellationToken cancellationToken)
    {
        var others = await db.FeeSchedules
            .Where(s => s.SiteId == added.SiteId && s.Payer == added.Payer)
            .ToListAsync(cancellationToken);
        var current = others.Find(s => s.ValidUntil is null && s.ValidFrom < added.ValidFrom);
        if (current is not null)
        {
            current.ValidUntil = added.ValidFrom;
            current.Version++;
        }

        return !others.Exists(s =>
            (s.ValidUntil is null || s.ValidUntil > added.ValidFrom) && (added.ValidUntil is null || s.ValidFrom < added.ValidUntil));
    }

    private static FeeSchedule Write(AddFeeScheduleRequest request, Instant now)
    {
        var schedule = new FeeSchedule
        {
            Id = NewId.NextGuid(),
            SiteId = request.SiteId!.Value,
            Payer = request.Payer!,
            ValidFrom = LocalDate.FromDateOnly(request.ValidFrom!.Value),
            ValidUntil = request.ValidUntil is { } until ? LocalDate.FromDateOnly(until) : null,
            AddedAt = now,
            Version = 1,
        };
        schedule.Lines.AddRange(request.Lines!.Select((line, index) => new FeeScheduleLine
        {
            Id = NewId.NextGuid(),
            FeeScheduleId = schedule.Id,
            Position = index + 1,
            ProtocolCode = line.ProtocolCode,
            Code = line.Code!,
            Label = line.Label!,
            PriceMinor = line.PriceMinor,
            UnitRule = line.UnitRule!.Value,
            MilligramsPerUnit = line.MilligramsPerUnit,
        }));
        return schedule;
    }
}
