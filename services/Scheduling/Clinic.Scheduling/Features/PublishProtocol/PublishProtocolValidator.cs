using Clinic.Scheduling.Features.Shared;
using FluentValidation;

namespace Clinic.Scheduling.Features.PublishProtocol;

internal sealed class PublishProtocolValidator : AbstractValidator<PublishProtocolRequest>
{
    private const int MostListed = 20;

    public PublishProtocolValidator()
    {
        RuleFor(r => r.Code).Code();
        RuleFor(r => r.Name).Name();
        RuleFor(r => r.DrugCode).Code();
        RuleFor(r => r.Route).Code();
        RuleFor(r => r.ConsentFormCode).Code();
        Minutes();
        Spacing();
        Lists();
    }

    private void Minutes()
    {
        RuleFor(r => r.DoseMgPerKg).NotNull().GreaterThan(0).LessThanOrEqualTo(100);
        RuleFor(r => r.MinInfusionMinutes).NotNull().InclusiveBetween(1, 480);
        RuleFor(r => r.MaxInfusionMinutes).NotNull().LessThanOrEqualTo(480)
            .Must((r, most) => most is null || most >= r.MinInfusionMinutes).WithMessage("The most is at least the least.");
        RuleFor(r => r.InfusionMinutes).NotNull()
            .Must((r, planned) => planned is null || (planned >= r.MinInfusionMinutes && planned <= r.MaxInfusionMinutes))
            .WithMessage("The planned minutes lie between the least and the most.");
        RuleFor(r => r.SetUpMinutes).NotNull().InclusiveBetween(0, 240);
        RuleFor(r => r.TurnoverMinutes).NotNull().InclusiveBetween(0, 240);
        RuleFor(r => r.LeastRecoveryMinutes).NotNull().InclusiveBetween(0, 480);
        RuleFor(r => r.RecoveryMinutes).NotNull().InclusiveBetween(0, 480)
            .Must((r, planned) => planned is null || planned >= r.LeastRecoveryMinutes).WithMessage("The recovery is at least the least recovery.");
        RuleFor(r => r.VitalsIntervalMinutes).NotNull().InclusiveBetween(1, 120);
    }

    private void Spacing()
    {
        RuleFor(r => r.Infusions).NotNull().InclusiveBetween(1, 60);
        RuleFor(r => r.BoosterAfterDays).InclusiveBetween(1, 730);
        RuleFor(r => r.MinGapDays).NotNull().InclusiveBetween(1, 366);
        RuleFor(r => r.MaxGapDays).NotNull().LessThanOrEqualTo(366)
            .Must((r, most) => most is null || most >= r.MinGapDays).WithMessage("The greatest gap is at least the least.");
        RuleFor(r => r.WindowDays).NotNull().InclusiveBetween(0, 366)
            .Must((r, window) => window is null || window >= (r.Infusions - 1) * r.MinGapDays)
            .WithMessage("The series doesn't fit into the window even at its least gaps.");
    }

    private void Lists()
    {
        RuleFor(r => r.MonitorCredentials).Must(l => l is null or { Count: <= MostListed }).WithMessage($"At most {MostListed}.");
        RuleForEach(r => r.MonitorCredentials).Credential();
        RuleFor(r => r.MonitorRoles).Must(l => l is null or { Count: >= 1 and <= MostListed }).WithMessage($"1 to {MostListed} roles.");
        RuleForEach(r => r.MonitorRoles).Must(RoleNames.IsRole).WithMessage(RoleNames.Hint);
        RuleFor(r => r.IndicationPrefixes).Must(l => l is { Count: >= 1 and <= MostListed })
            .WithMessage($"1 to {MostListed} prefixes of ICD-10-CM codes are required.");
        RuleForEach(r => r.IndicationPrefixes).NotNull().Icd10();
    }
}
