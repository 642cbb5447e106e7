using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Staffing;
using NodaTime;

namespace Clinic.Scheduling.Features.ReadCalendar;

/// <summary>
/// What a calendar shows of a shift or a session. No drug, no diagnosis, no patient, and for patients no clinic: a calendar lies open on
/// screens and travels to whoever runs the calendar program.
/// </summary>
/// <param name="Id">Key of the shift or session; also the entry's UID, so a change updates the entry.</param>
/// <param name="Version">Grows with every change.</param>
/// <param name="StartsAt">Start, inclusive.</param>
/// <param name="EndsAt">End, exclusive.</param>
/// <param name="Summary">The one line to read.</param>
/// <param name="IsCancelled">Whether it no longer takes place.</param>
internal sealed record CalendarEntry(Guid Id, int Version, Instant StartsAt, Instant EndsAt, string Summary, bool IsCancelled)
{
    /// <summary>A shift in the calendar of who has it.</summary>
    public static CalendarEntry Of(Shift s, string site) =>
        new(s.Id, s.Version, s.StartsAt, s.EndsAt, $"Shift, {site}", s.State != ShiftState.Planned);

    /// <summary>A session in the calendar of its monitor.</summary>
    public static CalendarEntry OfMonitor(InfusionSession s, string chair) =>
        new(s.Id, s.Version, s.StartsAt, s.EndsAt, $"Session, {chair}", s.State == SessionState.Cancelled);

    /// <summary>A session in the patient's calendar.</summary>
    public static CalendarEntry OfPatient(InfusionSession s) =>
        new(s.Id, s.Version, s.StartsAt, s.EndsAt, "Appointment", s.State == SessionState.Cancelled);
}
