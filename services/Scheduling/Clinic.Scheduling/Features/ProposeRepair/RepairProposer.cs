using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Repair;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Persistence;
using Clinic.Scheduling.Persistence.Configurations;
using MassTransit;
using NodaTime;

namespace Clinic.Scheduling.Features.ProposeRepair;

/// <summary>Turns sessions that lost something into a proposal.</summary>
/// <param name="loader">Reads the clinic.</param>
/// <param name="settings">How much a repair may take.</param>
/// <param name="clock">The present.</param>
internal sealed class RepairProposer(RepairLoader loader, RepairSettings settings, IClock clock)
{
    public async Task<RepairProposal> ProposeAsync(
        SchedulingDbContext db, Site site, IReadOnlyList<InfusionSession> sessions, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var movable = sessions.Where(s => s.State == SessionState.Booked && s.StartsAt > now).ToList();
        var affected = await loader.LoadAsync(db, site, movable, now, cancellationToken);
        var plan = await Task.Run(() => SeriesRepairer.Repair(settings.Request(affected)), cancellationToken);
        var (byId, proposalId) = (sessions.ToDictionary(s => s.Id), NewId.NextGuid());
        var here = sessions.Except(movable).Select(s => new UnplacedSession(s.Id, ["the stay has begun: a person on site must decide"]));
        return new RepairProposal
        {
            Id = proposalId,
            SiteId = site.Id,
            ProposedAt = now,
            IsProvenBest = plan.IsProvenBest,
            Items =
            [
                .. plan.Placed.Select(p => Placed(proposalId, byId[p.Id], p)),
                .. plan.Unplaced.Concat(here).Select(u => Unplaced(proposalId, byId[u.Id], u)),
            ],
        };
    }

    private static RepairItem Placed(Guid proposalId, InfusionSession session, RepairedSession placed) => new()
    {
        ProposalId = proposalId,
        SessionId = session.Id,
        SessionVersion = session.Version,
        Kind = placed.Kind,
        StartsAt = Slots.StartOf(placed.Start),
        EndsAt = Slots.StartOf(placed.Start) + (session.EndsAt - session.StartsAt),
        ChairId = placed.ChairId,
        MonitorId = placed.MonitorId,
    };

    private static RepairItem Unplaced(Guid proposalId, InfusionSession session, UnplacedSession unplaced)
    {
        var reason = string.Join("; ", unplaced.Reasons);
        return new RepairItem
        {
            ProposalId = proposalId,
            SessionId = session.Id,
            SessionVersion = session.Version,
            Reason = reason.Length > RepairItemConfiguration.MaxReason ? reason[..RepairItemConfiguration.MaxReason] : reason,
        };
    }
}
