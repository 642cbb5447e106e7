using Clinic.Scheduling.Domain;
using Clinic.ServiceDefaults.Http;
using NodaTime;

namespace Clinic.Scheduling.Features.Shared;

/// <summary>Between the domain and HTTP.</summary>
internal static class Answers
{
    /// <summary>422: a rule of the clinic forbids it.</summary>
    public static Refusal ToRefusal(this RuleBreach breach) => Refusal.Rule(breach.Code, breach.Detail, breach.Field);

    /// <summary>An instant with the offset that the zone has then.</summary>
    public static DateTimeOffset In(this Instant instant, DateTimeZone zone) => instant.InZone(zone).ToDateTimeOffset();

    /// <summary>An instant with the offset that the zone has then.</summary>
    public static DateTimeOffset? In(this Instant? instant, DateTimeZone zone) => instant?.In(zone);

    /// <summary>412 when the caller names, in <c>If-Match</c>, a version that is no longer the present one; null otherwise.</summary>
    public static Refusal? StaleFor(HttpRequest request, int version)
    {
        if (request.Headers.IfMatch.Count == 0)
        {
            return null;
        }

        var asked = EntityTag.Required(request);
        return !asked.Succeeded ? asked.Refusal : asked.Value == version ? null : Refusal.Stale();
    }
}
