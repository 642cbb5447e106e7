using NodaTime;

namespace Clinic.Scheduling.Domain.Staffing;

/// <summary>
/// That a template became a shift on a date. There is one for each, whatever became of the shift since: a roster that is applied again
/// doesn't bring back who called out.
/// </summary>
public sealed class RosteredShift
{
    /// <summary>The template.</summary>
    public required Guid TemplateId { get; init; }

    /// <summary>The site's local date on which the shift started as it was planned.</summary>
    public required LocalDate Date { get; init; }

    /// <summary>The shift.</summary>
    public required Guid ShiftId { get; init; }
}
