using Clinic.Billing.Persistence.Invoices;
using Clinic.ServiceDefaults.Http;
using FluentValidation;

namespace Clinic.Billing.Features.RecordPayment;

internal sealed class RecordPaymentValidator : AbstractValidator<RecordPaymentRequest>
{
    // Payment card numbers have 13 to 19 digits (ISO/IEC 7812); they must not be stored (PCI DSS 3.3).
    private const string CardNumber = @"(?:\d[ -]?){13,19}";

    public RecordPaymentValidator()
    {
        RuleFor(r => r.PatientId).NotEmpty();
        RuleFor(r => r.SiteId).NotEmpty();
        RuleFor(r => r.InvoiceId).NotEqual(Guid.Empty);
        RuleFor(r => r.Amount).PositiveMoney();
        RuleFor(r => r.Method).NotNull();
        RuleFor(r => r.Reference)
            .MaximumLength(Payment.Mapping.ReferenceLength)
            .Must(text => text is null || !System.Text.RegularExpressions.Regex.IsMatch(text, CardNumber))
            .WithMessage("A reference must not hold a card number.");
        RuleFor(r => r.ReceivedOn).NotNull();
    }
}
