using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Domain.Repair;
using Clinic.Scheduling.Features.BookSeries;
using Clinic.Scheduling.Features.RescheduleSession;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using NodaTime;

namespace Clinic.Scheduling.Features.ApplyRepair;

/// <summary>A session whose repair is no longer possible.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Reason">Why, for people to read.</param>
internal sealed record RefusedRepair(Guid SessionId, string Reason);

/// <summary>
/// Applies items of a proposal in the caller's transaction, each through the same look and the same claims as when the front desk moves
/// a session. All of them give back what they hold first: one may go where another one leaves.
/// </summary>
internal sealed class RepairApplier(NewPlaceFinder finder, Auditor auditor, IClock clock)
{
    /// <summary>Applies all or none.</summary>
    /// <returns>What is no longer possible; roll back then. Empty when all was applied.</returns>
    public async Task<IReadOnlyList<RefusedRepair>> ApplyAsync(
        SchedulingDbContext db, IReadOnlyList<RepairItem> items, CancellationToken cancellationToken)
    {
        var opened = new List<(RepairItem Item, OpenSession Open, bool Moves)>();
        foreach (var item in items)
        {
            var open = (await SessionCommand.OpenAsync(db, item.SessionId, clock.GetCurrentInstant(), cancellationToken))!;
            opened.Add((item, open, open.Session.StartsAt != item.StartsAt));
        }

        var refused = MoveAll(opened.ConvertAll(o => (o.Item, o.Open)));
        if (refused.Count > 0)
        {
            return refused;
        }

        await db.SaveChangesAsync(cancellationToken);
        await SlotClaims.ReleaseAsync(db, [.. items.Select(i => i.SessionId)], cancellationToken);
        foreach (var (item, open, moves) in opened)
        {
            if (await ClaimAsync(item, open, cancellationToken) is { } reason)
            {
                return [new RefusedRepair(item.SessionId, reason)];
            }

            await FinishAsync(item, open, moves, cancellationToken);
        }

        return [];
    }

    private static List<RefusedRepair> MoveAll(List<(RepairItem Item, OpenSession Open)> opened)
    {
        var gaps = new KeptGaps(opened.Select(o => o.Open));
        var reasons = opened.ConvertAll(o => (o.Item, o.Open, Reason: ReasonAgainst(o.Item, o.Open)));
        return [.. reasons.Select(r => (r.Item.SessionId, Reason: r.Reason ?? gaps.ReasonAgainst(r.Open)))
            .Where(r => r.Reason is not null).Select(r => new RefusedRepair(r.SessionId, r.Reason!))];
    }

    private static string? ReasonAgainst(RepairItem item, OpenSession open) =>
        item.Kind is null ? "The proposal has no place for it."
        : item.AppliedAt is not null ? "It was applied before."
        : open.Session.Version != item.SessionVersion ? "It was changed since the proposal."
        : item.StartsAt <= open.Now ? "The proposed time has passed."
        : open.Session.MoveTo(item.StartsAt!.Value, item.EndsAt!.Value, item.ChairId!.Value, item.MonitorId!.Value)?.Detail;

    private async Task<string?> ClaimAsync(RepairItem item, OpenSession open, CancellationToken cancellationToken)
    {
        var exactly = new RescheduleRequest(item.StartsAt!.Value.ToDateTimeOffset(), item.ChairId, item.MonitorId, null, null, null);
        var place = await finder.FindAloneAsync(open, exactly, cancellationToken);
        if (!place.Succeeded)
        {
            return place.Refusal.Detail;
        }

        return await Claiming.TryTouchShiftsAsync(open.Db, place.Value.ShiftStamps, cancellationToken)
            && await Claiming.TryClaimAsync(open.Db, place.Value, open.Session.PatientId, [open.Session.Id], open.Now, cancellationToken)
            ? null
            : SeriesBooker.Lost.Detail;
    }

    private async Task FinishAsync(RepairItem item, OpenSession open, bool moves, CancellationToken cancellationToken)
    {
        var session = open.Session;
        item.AppliedAt = open.Now;
        auditor.Record(open.Db, "session.repair", session.PatientId, session.Id);
        if (!moves)
        {
            return;
        }

        await SessionMover.MoveLinkExpiryAsync(open.Db, open.Series, cancellationToken);
        open.Db.Publish(
            new SessionRescheduled(
                session.Id,
                session.SeriesId,
                session.PatientId,
                session.Version,
                session.StartsAt.ToDateTimeOffset(),
                session.EndsAt.ToDateTimeOffset(),
                open.Now.ToDateTimeOffset()),
            session.SeriesId,
            open.Now);
    }
}
