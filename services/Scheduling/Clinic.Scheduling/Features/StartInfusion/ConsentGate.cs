using Clinic.Scheduling.Domain.Consents;
using Clinic.Scheduling.Features.Shared;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.StartInfusion;

/// <summary>No infusion starts without a signed, current, unwithdrawn consent to the off-label use of its drug for its indication.</summary>
internal static class ConsentGate
{
    /// <summary>
    /// Relies on the consent: the touch locks its row until the start has committed, so a withdrawal comes before or after it, never
    /// in between.
    /// </summary>
    /// <returns>The refusal, or null when the gate is open.</returns>
    public static async Task<Refusal?> PassAsync(OpenSession open, CancellationToken cancellationToken)
    {
        var (series, now) = (open.Series, open.Now);
        var indication = series.Indication ?? string.Join(',', open.Protocol.IndicationPrefixes);
        var relied = await open.Db.Consents
            .Where(c => c.SeriesId == series.Id
                && c.State == ConsentState.Signed
                && c.ValidUntil > now
                && c.DrugCode == open.Protocol.DrugCode
                && c.Indication == indication)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Version, x => x.Version + 1), cancellationToken);
        return relied > 0
            ? null
            : Refusal.Rule("consent-missing", "There is no signed, current consent to off-label use for this treatment.");
    }
}
