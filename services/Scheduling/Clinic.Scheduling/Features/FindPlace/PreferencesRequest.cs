using Clinic.Scheduling.Domain.Planning;
using FluentValidation;
using NodaTime;
using NodaTime.Extensions;

namespace Clinic.Scheduling.Features.FindPlace;

/// <summary>What the patient would like.</summary>
/// <param name="Weekdays">Welcome weekdays; any by default.</param>
/// <param name="WeekdaysRequired">Whether other weekdays are out of the question; false by default.</param>
/// <param name="NotBefore">No session starts before this time of the site's day.</param>
/// <param name="NotAfter">No session starts after this time of the site's day.</param>
/// <param name="DatesAway">Dates on which the patient can't come, at most 366.</param>
/// <param name="PreferredMonitorId">The monitor the patient would like.</param>
internal sealed record PreferencesRequest(
    IReadOnlyList<DayOfWeek>? Weekdays,
    bool? WeekdaysRequired,
    TimeOnly? NotBefore,
    TimeOnly? NotAfter,
    IReadOnlyList<DateOnly>? DatesAway,
    Guid? PreferredMonitorId)
{
    public static PatientPreferences Read(PreferencesRequest? wishes, IEnumerable<LocalDate> alreadyHere) => new()
    {
        Weekdays = [.. (wishes?.Weekdays ?? []).Distinct().Select(d => d.ToIsoDayOfWeek())],
        WeekdaysRequired = wishes?.WeekdaysRequired ?? false,
        Times = wishes is { NotBefore: null, NotAfter: null } or null ? [] : [wishes.Times()],
        TimesRequired = true,
        DatesAway = [.. (wishes?.DatesAway ?? []).Select(LocalDate.FromDateOnly).Concat(alreadyHere).Distinct()],
        PreferredMonitor = wishes?.PreferredMonitorId,
    };

    // The planner's range ends before its end; a start at exactly "not after" is welcome.
    private LocalTimeRange Times() => new(
        NotBefore?.ToLocalTime() ?? LocalTime.Midnight,
        NotAfter is { } last && last < new TimeOnly(23, 59) ? last.ToLocalTime().PlusMinutes(1) : LocalTime.Midnight);
}

internal sealed class PreferencesValidator : AbstractValidator<PreferencesRequest>
{
    private const int MostDates = 366;

    public PreferencesValidator()
    {
        RuleForEach(p => p.Weekdays).IsInEnum();
        RuleFor(p => p.DatesAway).Must(d => d is null or { Count: <= MostDates }).WithMessage($"At most {MostDates} dates.");
        RuleFor(p => p.NotAfter).Must((p, last) => last is null || p.NotBefore is null || last >= p.NotBefore)
            .WithMessage("The latest start is not before the earliest.");
    }
}
