using Clinic.Billing.Domain.Fees;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence.Fees;
using Clinic.Billing.Persistence.Invoices;
using Clinic.ServiceDefaults.Http;
using FluentValidation;

namespace Clinic.Billing.Features.AddFeeSchedule;

internal sealed class AddFeeScheduleValidator : AbstractValidator<AddFeeScheduleRequest>
{
    private const int MaxLines = 200;
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    public AddFeeScheduleValidator()
    {
        RuleFor(r => r.SiteId).NotEmpty();
        RuleFor(r => r.Payer)
            .Equal(PriceList.SelfPay)
            .WithMessage($"The payer is {PriceList.SelfPay}; schedules of insurers are not supported yet.");
        RuleFor(r => r.ValidFrom).NotNull().GreaterThanOrEqualTo(Earliest);
        RuleFor(r => r.ValidUntil)
            .Must((request, until) => until is null || until > request.ValidFrom)
            .WithMessage("A schedule ends after it begins.");
        RuleFor(r => r.Currency).NotNull();
        RuleFor(r => r.Lines)
            .Must(lines => lines is { Count: > 0 and <= MaxLines } && lines.All(l => l is not null))
            .WithMessage($"A schedule has 1 to {MaxLines} lines.");
        RuleFor(r => r.Lines)
            .Must(lines => lines!.GroupBy(l => (l.ProtocolCode, l.Code, l.UnitRule)).All(same => same.Count() == 1))
            .When(r => r.Lines is not null && r.Lines.All(l => l is not null))
            .WithMessage("Two lines have the same protocol, code and unit rule.");
        RuleForEach(r => r.Lines).SetValidator(new LineValidator());
    }

    private sealed class LineValidator : AbstractValidator<FeeLineRequest>
    {
        private const int MaxMilligramsPerUnit = 10_000;

        public LineValidator()
        {
            RuleFor(l => l.ProtocolCode).MaximumLength(FeeScheduleLine.Mapping.ProtocolLength);
            RuleFor(l => l.Code).NotEmpty().MaximumLength(InvoiceLine.Mapping.CodeLength).Matches("^[A-Z0-9-]+$");
            RuleFor(l => l.Label).NotEmpty().MaximumLength(InvoiceLine.Mapping.LabelLength);
            RuleFor(l => l.PriceMinor).InclusiveBetween(1, HttpMoneyRules.MaxAmountMinor);
            RuleFor(l => l.UnitRule).NotNull();
            RuleFor(l => l.MilligramsPerUnit).NotNull().InclusiveBetween(1, MaxMilligramsPerUnit).When(l => l.UnitRule == UnitRule.DrugAmount);
            RuleFor(l => l.MilligramsPerUnit)
                .Null().When(l => l.UnitRule != UnitRule.DrugAmount)
                .WithMessage("Only a drug-amount line has milligrams per unit.");
        }
    }
}
