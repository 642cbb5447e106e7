using NodaTime;

namespace Clinic.Scheduling.Domain.Planning;

/// <summary>A change of the request after which a plan exists.</summary>
/// <param name="Steps">What to change, all of it together.</param>
public sealed record Relaxation(IReadOnlyList<RelaxationStep> Steps)
{
    /// <summary>The relaxed request: it has a plan.</summary>
    public PlanningRequest Apply(PlanningRequest request) => Steps.Aggregate(request, (relaxed, step) => step.Apply(relaxed));
}

/// <summary>One change of a request.</summary>
public abstract record RelaxationStep
{
    private protected RelaxationStep()
    {
    }

    /// <summary>The change for people to read.</summary>
    public abstract string Text { get; }

    /// <summary>The request with the change made.</summary>
    public abstract PlanningRequest Apply(PlanningRequest request);
}

/// <summary>Allow more days between sessions.</summary>
/// <param name="Days">The new greatest gap, the least that helps.</param>
public sealed record WiderGap(int Days) : RelaxationStep
{
    /// <inheritdoc/>
    public override string Text => $"allow up to {Days} days between sessions";

    /// <inheritdoc/>
    public override PlanningRequest Apply(PlanningRequest request) =>
        request with { Series = request.Series with { GreatestGapDays = Days } };
}

/// <summary>Allow fewer days between sessions.</summary>
/// <param name="Days">The new least gap, the greatest that helps.</param>
public sealed record NarrowerGap(int Days) : RelaxationStep
{
    /// <inheritdoc/>
    public override string Text => $"allow {Days} {(Days == 1 ? "day" : "days")} between sessions";

    /// <inheritdoc/>
    public override PlanningRequest Apply(PlanningRequest request) =>
        request with { Series = request.Series with { LeastGapDays = Days } };
}

/// <summary>Allow a later end.</summary>
/// <param name="Latest">The new last date, the earliest that helps.</param>
public sealed record LaterWindow(LocalDate Latest) : RelaxationStep
{
    /// <inheritdoc/>
    public override string Text => $"allow sessions until {DayText.Of(Latest)}";

    /// <inheritdoc/>
    public override PlanningRequest Apply(PlanningRequest request) => request with { Series = request.Series with { Latest = Latest } };
}

/// <summary>Accept one more weekday.</summary>
/// <param name="Weekday">The weekday.</param>
public sealed record OneMoreWeekday(IsoDayOfWeek Weekday) : RelaxationStep
{
    /// <inheritdoc/>
    public override string Text => $"accept {Weekday} too";

    /// <inheritdoc/>
    public override PlanningRequest Apply(PlanningRequest request) =>
        request with { Preferences = request.Preferences with { Weekdays = [.. request.Preferences.Weekdays, Weekday] } };
}

/// <summary>Accept any weekday.</summary>
public sealed record AnyWeekday : RelaxationStep
{
    /// <inheritdoc/>
    public override string Text => "accept any weekday";

    /// <inheritdoc/>
    public override PlanningRequest Apply(PlanningRequest request) =>
        request with { Preferences = request.Preferences with { WeekdaysRequired = false } };
}

/// <summary>Accept starts somewhat before and after the wished-for times.</summary>
/// <param name="Minutes">By how much on either side, the least that helps; whole slots.</param>
public sealed record WiderTimes(int Minutes) : RelaxationStep
{
    /// <inheritdoc/>
    public override string Text => $"accept starts up to {Minutes} minutes before or after the wished-for times";

    /// <inheritdoc/>
    public override PlanningRequest Apply(PlanningRequest request) =>
        request with { Preferences = request.Preferences with { Times = [.. request.Preferences.Times.Select(Widen)] } };

    private LocalTimeRange Widen(LocalTimeRange range)
    {
        var from = MinuteOf(range.From) - Minutes;
        var until = (range.Until == LocalTime.Midnight ? 24 * 60 : MinuteOf(range.Until)) + Minutes;
        return new(AtMinute(Math.Max(0, from)), until >= 24 * 60 ? LocalTime.Midnight : AtMinute(until));
    }

    private static int MinuteOf(LocalTime time) => (time.Hour * 60) + time.Minute;

    private static LocalTime AtMinute(int minute) => new(minute / 60, minute % 60);
}

/// <summary>Accept one of the dates away after all.</summary>
/// <param name="Date">The date.</param>
public sealed record OneMoreDate(LocalDate Date) : RelaxationStep
{
    /// <inheritdoc/>
    public override string Text => $"come on {DayText.Of(Date)} after all";

    /// <inheritdoc/>
    public override PlanningRequest Apply(PlanningRequest request)
    {
        var others = request.Preferences.DatesAway.Where(date => date != Date);
        return request with { Preferences = request.Preferences with { DatesAway = [.. others] } };
    }
}
