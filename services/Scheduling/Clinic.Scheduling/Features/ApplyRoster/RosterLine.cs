using Clinic.Scheduling.Domain.Staffing;
using NodaTime;

namespace Clinic.Scheduling.Features.ApplyRoster;

/// <summary>What became of one template on one date.</summary>
/// <param name="Date">The site's local date.</param>
/// <param name="Template">The template.</param>
/// <param name="Start">Start of the shift, inclusive.</param>
/// <param name="End">End of the shift, exclusive.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="ShiftId">The shift that was made, now or before, or that stands in its way.</param>
/// <param name="Detail">Why no shift was made, for people to read.</param>
internal sealed record RosterLine(
    LocalDate Date, ShiftTemplate Template, Instant Start, Instant End, RosterOutcome Outcome, Guid? ShiftId = null, string? Detail = null);

/// <summary>What becomes of a template on a date.</summary>
internal enum RosterOutcome
{
    /// <summary>A shift was made; in a preview, would be.</summary>
    Planned,

    /// <summary>A roster made a shift of it before, whatever became of that since.</summary>
    AlreadyRostered,

    /// <summary>The person has another shift at that time.</summary>
    ShiftOverlaps,

    /// <summary>The site is closed on that date.</summary>
    SiteClosed,

    /// <summary>The shift would be over already, too long, or without any length in the night on which the clocks change.</summary>
    ImpossibleTimes,
}
