using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Features.Shared;
using FluentValidation;

namespace Clinic.Scheduling.Features.CreateSite;

internal sealed class CreateSiteValidator : AbstractValidator<CreateSiteRequest>
{
    private const int TwoWeeks = 14 * 24;

    public CreateSiteValidator()
    {
        RuleFor(r => r.Name).Name();
        RuleFor(r => r.TimeZoneId).ZoneId();
        RuleFor(r => r.LateCancellationHours).InclusiveBetween(0, TwoWeeks);
        RuleFor(r => r.ConsentDeadlineHours).InclusiveBetween(0, TwoWeeks);
        RuleFor(r => r.WaitlistOffers).InclusiveBetween(1, 20);
        RuleFor(r => r.WaitlistOfferMinutes).InclusiveBetween(5, 2 * 24 * 60);
        RuleFor(r => r.Hours).NotEmpty().WithMessage("Say when the site is open.");
        RuleForEach(r => r.Hours).SetValidator(new OpeningValidator());
        RuleFor(r => r.Hours)
            .Must(hours => hours!.Select(h => h.Weekday).Distinct().Count() == hours!.Count)
            .When(r => r.Hours is not null && r.Hours.All(h => h is not null))
            .WithMessage("A weekday has one opening.");
        RuleForEach(r => r.StaffingRules).SetValidator(new StaffingRuleValidator());
        RuleFor(r => r.StaffingRules)
            .Must(rules => rules!.Select(r => (r.Kind, r.Code)).Distinct().Count() == rules!.Count)
            .When(r => r.StaffingRules is not null && r.StaffingRules.All(s => s is not null))
            .WithMessage("A role or credential has one rule.");
    }

    private sealed class OpeningValidator : AbstractValidator<OpeningRequest>
    {
        public OpeningValidator()
        {
            RuleFor(h => h.Weekday).NotNull().IsInEnum();
            RuleFor(h => h.Opens).NotNull();
            RuleFor(h => h.Closes).NotNull()
                .Must((h, closes) => closes is null || closes == TimeOnly.MinValue || closes > h.Opens)
                .WithMessage("It must close after it opens.");
        }
    }

    private sealed class StaffingRuleValidator : AbstractValidator<StaffingRuleRequest>
    {
        public StaffingRuleValidator()
        {
            RuleFor(r => r.Kind).NotNull();
            RuleFor(r => r.AtLeast).NotNull().InclusiveBetween(1, 50);
            RuleFor(r => r.Code).Credential().When(r => r.Kind == StaffingRequirementKind.Credential);
            RuleFor(r => r.Code).Must(RoleNames.IsRole).WithMessage(RoleNames.Hint).When(r => r.Kind != StaffingRequirementKind.Credential);
        }
    }
}
