using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Protocols;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Staffing;
using NodaTime;

namespace Clinic.Scheduling.Domain.Booking;

/// <summary>What a site can offer as it stands now: the one judge of whether a booked session still has all it needs.</summary>
/// <param name="Site">The site with hours, closures and rules.</param>
/// <param name="Shifts">The planned shifts there that overlap any session that is asked about.</param>
/// <param name="Staff">Everybody who has one of them, with credentials.</param>
/// <param name="ChairClosures">When its chairs are out of service.</param>
public sealed record StandingRoster(
    Site Site,
    IReadOnlyCollection<Shift> Shifts,
    IReadOnlyCollection<StaffMember> Staff,
    IReadOnlyCollection<ChairClosure> ChairClosures)
{
    /// <summary>What a session lacks; of several needs the one that asks for the greatest change.</summary>
    /// <param name="session">The session, where it is booked.</param>
    /// <param name="protocol">Its protocol.</param>
    public CoverNeed NeedOf(InfusionSession session, Protocol protocol)
    {
        if (!Site.IsOpenFor(session.StartsAt, session.EndsAt))
        {
            return CoverNeed.SiteClosed;
        }

        var chairUntil = session.EndsAt + Duration.FromMinutes(protocol.Phases.Turnover * Slots.Minutes);
        if (ChairClosures.Any(c => c.ChairId == session.ChairId && c.StartsAt < chairUntil && session.StartsAt < c.EndsAt))
        {
            return CoverNeed.Chair;
        }

        if (!IsOnShift(session) || !IsQualified(session, protocol))
        {
            return CoverNeed.Monitor;
        }

        return SiteCover.Holds(Site, Staff, Shifts, session.StartsAt, session.EndsAt) ? CoverNeed.None : CoverNeed.SiteRule;
    }

    // Adjoining shifts count as one.
    private bool IsOnShift(InfusionSession session)
    {
        var covered = session.StartsAt;
        foreach (var shift in Shifts.Where(s => s.StaffId == session.MonitorId).OrderBy(s => s.StartsAt))
        {
            covered = shift.StartsAt <= covered ? Instant.Max(covered, shift.EndsAt) : covered;
        }

        return covered >= session.EndsAt;
    }

    private bool IsQualified(InfusionSession session, Protocol protocol)
    {
        // The stay's last moment lies within its date: a stay never crosses midnight.
        var date = Site.DateOf(session.StartsAt);
        return Staff.FirstOrDefault(s => s.Id == session.MonitorId) is { } monitor
            && protocol.MonitorCredentials.All(code => monitor.Credentials.Any(c => c.Code == code && c.ValidUntil >= date));
    }
}
