using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Persistence;
using NodaTime;

namespace Clinic.Scheduling.Features.GuardCover;

/// <summary>Tells the other services what was lost; nothing is said when nothing was.</summary>
internal static class LossEvents
{
    /// <summary>Sessions that a change of one shift, or of who has it, left without cover.</summary>
    public static void PublishCoverageLost(
        this SchedulingDbContext db, Shift shift, IReadOnlyList<LostSession> lost, Instant now)
    {
        if (lost.Count > 0)
        {
            db.Publish(
                new MonitorCoverageLost(
                    shift.Id, shift.SiteId, shift.StaffId, [.. lost.Select(l => l.SessionId)], now.ToDateTimeOffset()),
                shift.Id,
                now);
        }
    }

    /// <summary>Sessions that a closed chair (else a closed day) left without a place.</summary>
    public static void PublishPlaceLost(
        this SchedulingDbContext db, Guid siteId, Guid? chairId, IReadOnlyList<LostSession> lost, Instant now)
    {
        if (lost.Count > 0)
        {
            db.Publish(
                new SessionPlaceLost(siteId, chairId, [.. lost.Select(l => l.SessionId)], now.ToDateTimeOffset()),
                chairId ?? siteId,
                now);
        }
    }
}
