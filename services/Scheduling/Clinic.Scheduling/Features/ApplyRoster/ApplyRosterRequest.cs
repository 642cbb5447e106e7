using FluentValidation;

namespace Clinic.Scheduling.Features.ApplyRoster;

/// <summary>The dates for which shifts are to be made of a site's templates.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="FirstDate">First local date, inclusive; today or later.</param>
/// <param name="LastDate">Last local date, inclusive; at most 92 days.</param>
/// <param name="StaffIds">Only these members of staff; by default everybody.</param>
/// <param name="Preview">Only says what would happen; false by default.</param>
internal sealed record ApplyRosterRequest(
    Guid? SiteId, DateOnly? FirstDate, DateOnly? LastDate, IReadOnlyList<Guid>? StaffIds, bool? Preview);

internal sealed class ApplyRosterValidator : AbstractValidator<ApplyRosterRequest>
{
    private const int MostStaff = 200;

    public ApplyRosterValidator()
    {
        RuleFor(r => r.SiteId).NotNull();
        RuleFor(r => r.FirstDate).NotNull();
        RuleFor(r => r.LastDate).NotNull().Must((r, last) => RosterDates.AreOrdered(r.FirstDate, last)).WithMessage(RosterDates.Hint);
        RuleFor(r => r.StaffIds).Must(ids => ids is null or { Count: >= 1 and <= MostStaff }).WithMessage($"1 to {MostStaff} members of staff.");
    }
}
