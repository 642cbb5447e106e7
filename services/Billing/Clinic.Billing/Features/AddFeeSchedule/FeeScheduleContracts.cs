using Clinic.Billing.Domain.Fees;
using Clinic.Billing.Persistence.Fees;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Billing.Features.AddFeeSchedule;

/// <summary>The prices of a site for a payer.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="Payer">Who pays by them: <c>self-pay</c>.</param>
/// <param name="ValidFrom">First date of service, inclusive.</param>
/// <param name="ValidUntil">First date of service no longer covered; null while open-ended.</param>
/// <param name="Currency">ISO 4217; the site's.</param>
/// <param name="Lines">1 to 200 prices.</param>
internal sealed record AddFeeScheduleRequest(
    Guid? SiteId, string? Payer, DateOnly? ValidFrom, DateOnly? ValidUntil, string? Currency, IReadOnlyList<FeeLineRequest>? Lines);

/// <summary>A price.</summary>
/// <param name="ProtocolCode">The protocol it is for; null for all that have no line of their own with the same code.</param>
/// <param name="Code">Billing code, for example 96365.</param>
/// <param name="Label">The clinic's own short label; CPT descriptions are licensed.</param>
/// <param name="PriceMinor">Price of a unit in minor units, more than zero.</param>
/// <param name="UnitRule">How many units a session takes.</param>
/// <param name="MilligramsPerUnit">Milligrams in a unit; for <c>drug-amount</c> only.</param>
internal sealed record FeeLineRequest(
    string? ProtocolCode, string? Code, string? Label, long PriceMinor, UnitRule? UnitRule, int? MilligramsPerUnit);

/// <summary>A fee schedule.</summary>
internal sealed record FeeScheduleAnswer(
    Guid Id,
    Guid SiteId,
    string Payer,
    DateOnly ValidFrom,
    DateOnly? ValidUntil,
    string Currency,
    IReadOnlyList<FeeLineAnswer> Lines)
{
    public static FeeScheduleAnswer Of(FeeSchedule schedule, string currency) => new(
        schedule.Id,
        schedule.SiteId,
        schedule.Payer,
        schedule.ValidFrom.ToDateOnly(),
        schedule.ValidUntil?.ToDateOnly(),
        currency,
        [.. schedule.Lines.OrderBy(l => l.Position).Select(l => new FeeLineAnswer(
            l.ProtocolCode, l.Code, l.Label, new HttpMoney(l.PriceMinor, currency), l.UnitRule, l.MilligramsPerUnit))]);
}

/// <summary>A price.</summary>
internal sealed record FeeLineAnswer(
    string? ProtocolCode, string Code, string Label, HttpMoney Price, UnitRule UnitRule, int? MilligramsPerUnit);
