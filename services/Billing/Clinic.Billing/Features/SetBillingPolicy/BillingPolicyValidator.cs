using Clinic.ServiceDefaults.Http;
using FluentValidation;
using NodaTime;

namespace Clinic.Billing.Features.SetBillingPolicy;

internal sealed class BillingPolicyValidator : AbstractValidator<BillingPolicyRequest>
{
    private const int MaxTermsDays = 365;

    public BillingPolicyValidator()
    {
        RuleFor(r => r.TimeZoneId)
            .Must(id => id is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is not null)
            .WithMessage("The time zone is an IANA id such as America/New_York.");
        RuleFor(r => r.Currency).NotNull().Matches("^[A-Z]{3}$").WithMessage("The currency is a three-letter ISO 4217 code such as USD.");
        RuleFor(r => r.NumberPrefix).NotNull().Matches("^[A-Z0-9]{1,8}$").WithMessage("The prefix has 1 to 8 capital letters and digits.");
        RuleFor(r => r.PaymentTermsDays).NotNull().InclusiveBetween(0, MaxTermsDays);
        Fee(RuleFor(r => r.NoShowFee));
        Fee(RuleFor(r => r.LateCancelFee));
    }

    private static void Fee(IRuleBuilder<BillingPolicyRequest, HttpMoney?> fee) => fee
        .Must(m => m is null || m.AmountMinor is > 0 and <= HttpMoneyRules.MaxAmountMinor)
        .WithMessage($"A fee is more than zero and at most {HttpMoneyRules.MaxAmountMinor} minor units; leave it out for none.")
        .Must((request, m) => m is null || string.Equals(m.Currency, request.Currency, StringComparison.Ordinal))
        .WithMessage("A fee is in the site's currency.");
}
