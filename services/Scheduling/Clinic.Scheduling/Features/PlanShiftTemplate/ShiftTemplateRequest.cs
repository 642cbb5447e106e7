using FluentValidation;

namespace Clinic.Scheduling.Features.PlanShiftTemplate;

/// <summary>When a template falls.</summary>
/// <param name="Weekdays">The weekdays on which a shift starts, at least one.</param>
/// <param name="StartsAt">Start in the site's local time, inclusive.</param>
/// <param name="EndsAt">End in the site's local time, exclusive; before the start it is that of the next day.</param>
/// <param name="ValidFrom">First local date, inclusive; the weeks are counted from the one it lies in.</param>
/// <param name="ValidUntil">Last local date, inclusive; open by default.</param>
/// <param name="EveryWeeks">1 is every week (the default), 2 every other one, at most 12.</param>
internal record ShiftTemplateRequest(
    IReadOnlyList<DayOfWeek>? Weekdays, TimeOnly? StartsAt, TimeOnly? EndsAt, DateOnly? ValidFrom, DateOnly? ValidUntil, int? EveryWeeks);

/// <summary>A template to add.</summary>
/// <param name="StaffId">Who.</param>
/// <param name="SiteId">Where.</param>
/// <param name="Weekdays">As in a change.</param>
/// <param name="StartsAt">As in a change.</param>
/// <param name="EndsAt">As in a change.</param>
/// <param name="ValidFrom">As in a change.</param>
/// <param name="ValidUntil">As in a change.</param>
/// <param name="EveryWeeks">As in a change.</param>
internal sealed record AddShiftTemplateRequest(
    Guid? StaffId,
    Guid? SiteId,
    IReadOnlyList<DayOfWeek>? Weekdays,
    TimeOnly? StartsAt,
    TimeOnly? EndsAt,
    DateOnly? ValidFrom,
    DateOnly? ValidUntil,
    int? EveryWeeks)
    : ShiftTemplateRequest(Weekdays, StartsAt, EndsAt, ValidFrom, ValidUntil, EveryWeeks);

internal sealed class ShiftTemplateValidator : AbstractValidator<ShiftTemplateRequest>
{
    private const int DaysOfWeek = 7;
    private const int MostWeeks = 12;

    // A typing error in a year would let a roster count weeks over centuries.
    private static readonly DateOnly FirstDate = new(2000, 1, 1);

    public ShiftTemplateValidator(TimeProvider time)
    {
        RuleFor(r => r.Weekdays).Must(d => d is { Count: >= 1 and <= DaysOfWeek }).WithMessage("Name one to seven weekdays.");
        RuleForEach(r => r.Weekdays).IsInEnum();
        RuleFor(r => r.StartsAt).NotNull();
        RuleFor(r => r.EndsAt).NotNull().Must((r, end) => end is null || end != r.StartsAt).WithMessage("A shift ends at another time than it starts.");
        RuleFor(r => r.ValidFrom).NotNull().GreaterThanOrEqualTo(FirstDate);
        // A day behind UTC no site has today any more.
        RuleFor(r => r.ValidUntil)
            .Must((r, last) => last is null || r.ValidFrom is null || last >= r.ValidFrom).WithMessage("The last date is not before the first.")
            .Must(last => last is null || last >= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-1)).WithMessage("The last date lies in the past.");
        RuleFor(r => r.EveryWeeks).InclusiveBetween(1, MostWeeks);
    }
}

internal sealed class AddShiftTemplateValidator : AbstractValidator<AddShiftTemplateRequest>
{
    public AddShiftTemplateValidator(TimeProvider time)
    {
        RuleFor(r => r.StaffId).NotNull();
        RuleFor(r => r.SiteId).NotNull();
        Include(new ShiftTemplateValidator(time));
    }
}
