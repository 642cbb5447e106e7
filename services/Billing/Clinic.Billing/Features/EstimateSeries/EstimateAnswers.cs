using Clinic.Billing.Persistence.Estimates;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Billing.Features.EstimateSeries;

/// <summary>A Good Faith Estimate.</summary>
/// <param name="Id">The estimate.</param>
/// <param name="SeriesId">The series it is for.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="SiteId">The site.</param>
/// <param name="Revision">From 1; the highest holds.</param>
/// <param name="Total">What the series is expected to cost.</param>
/// <param name="MadeOn">Day on which it was made, in the site's zone.</param>
/// <param name="DueOn">Last day to deliver it, inclusive; null when the law asks for none.</param>
/// <param name="Lines">What is expected, by date of service.</param>
internal sealed record EstimateAnswer(
    Guid Id,
    Guid SeriesId,
    Guid PatientId,
    Guid SiteId,
    int Revision,
    HttpMoney Total,
    DateOnly MadeOn,
    DateOnly? DueOn,
    IReadOnlyList<EstimateLineAnswer> Lines)
{
    public static EstimateAnswer Of(GoodFaithEstimate estimate) => new(
        estimate.Id,
        estimate.SeriesId,
        estimate.PatientId,
        estimate.SiteId,
        estimate.Revision,
        new HttpMoney(estimate.TotalMinor, estimate.Currency),
        estimate.MadeOn.ToDateOnly(),
        estimate.DueOn?.ToDateOnly(),
        [.. estimate.Lines.OrderBy(l => l.Position).Select(l => EstimateLineAnswer.Of(l, estimate.Currency))]);
}

/// <summary>A line of an estimate.</summary>
internal sealed record EstimateLineAnswer(DateOnly ServiceOn, string Code, string Label, int Units, HttpMoney UnitPrice, HttpMoney Amount)
{
    public static EstimateLineAnswer Of(GoodFaithEstimateLine line, string currency) => new(
        line.ServiceOn.ToDateOnly(),
        line.Code,
        line.Label,
        line.Units,
        new HttpMoney(line.UnitPriceMinor, currency),
        new HttpMoney(line.Units * line.UnitPriceMinor, currency));
}

/// <summary>A series' estimate next to what was billed for it.</summary>
/// <param name="Estimate">The revision that holds.</param>
/// <param name="Billed">What the invoices of the series' infusions add up to; void ones do not count.</param>
/// <param name="Exceeds">What was billed beyond the estimate; zero when nothing was.</param>
/// <param name="IsDisputable">True when the patient may dispute the bills: 400 USD or more beyond the estimate (45 CFR 149.620).</param>
internal sealed record EstimateComparison(EstimateAnswer Estimate, HttpMoney Billed, HttpMoney Exceeds, bool IsDisputable)
{
    private const long DisputableMinor = 40_000;

    public static EstimateComparison Of(GoodFaithEstimate estimate, long billedMinor)
    {
        var exceeds = Math.Max(0, billedMinor - estimate.TotalMinor);
        return new EstimateComparison(
            EstimateAnswer.Of(estimate),
            new HttpMoney(billedMinor, estimate.Currency),
            new HttpMoney(exceeds, estimate.Currency),
            exceeds >= DisputableMinor);
    }
}
