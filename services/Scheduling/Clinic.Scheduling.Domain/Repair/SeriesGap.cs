using NodaTime;

namespace Clinic.Scheduling.Domain.Repair;

/// <summary>The days there may be between two affected sessions that follow one another, both ends inclusive.</summary>
internal readonly record struct SeriesGap(int Least, int Greatest)
{
    /// <summary>The protocol's gap; the present one too when it is outside already: both may then stay as they are.</summary>
    public static SeriesGap Between(AffectedSession before, AffectedSession after)
    {
        var (terms, present) = (after.Clinic.Series, Period.DaysBetween(before.Date, after.Date));
        return new SeriesGap(Math.Min(terms.LeastGapDays, present), Math.Max(terms.GreatestGapDays, present));
    }

    public bool Holds(LocalDate before, LocalDate after) =>
        Period.DaysBetween(before, after) is var days && days >= Least && days <= Greatest;
}
