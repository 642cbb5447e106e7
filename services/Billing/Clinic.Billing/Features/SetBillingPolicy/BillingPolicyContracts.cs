using Clinic.Billing.Persistence.Fees;
using Clinic.Billing.Persistence.Ledger;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Billing.Features.SetBillingPolicy;

/// <summary>How a site is to bill.</summary>
/// <param name="TimeZoneId">IANA zone of the site.</param>
/// <param name="Currency">ISO 4217; cannot change once set.</param>
/// <param name="NumberPrefix">Stands in front of the site's document numbers: 1 to 8 letters and digits, unique; cannot change once set.</param>
/// <param name="PaymentTermsDays">Days from issue until an invoice is due, 0 to 365.</param>
/// <param name="NoShowFee">Fee for not coming; null for none.</param>
/// <param name="LateCancelFee">Fee for cancelling late; null for none.</param>
internal sealed record BillingPolicyRequest(
    string? TimeZoneId, string? Currency, string? NumberPrefix, int? PaymentTermsDays, HttpMoney? NoShowFee, HttpMoney? LateCancelFee);

/// <summary>How a site bills.</summary>
internal sealed record BillingPolicyAnswer(
    Guid SiteId,
    string TimeZoneId,
    string Currency,
    string NumberPrefix,
    int PaymentTermsDays,
    HttpMoney? NoShowFee,
    HttpMoney? LateCancelFee,
    int Version) : IVersioned
{
    public static BillingPolicyAnswer Of(BillingPolicy policy, SiteLedger ledger) => new(
        policy.SiteId,
        policy.TimeZoneId,
        ledger.Currency,
        ledger.NumberPrefix,
        policy.PaymentTermsDays,
        policy.NoShowFeeMinor is { } noShow ? new HttpMoney(noShow, ledger.Currency) : null,
        policy.LateCancelFeeMinor is { } late ? new HttpMoney(late, ledger.Currency) : null,
        policy.Version);
}
