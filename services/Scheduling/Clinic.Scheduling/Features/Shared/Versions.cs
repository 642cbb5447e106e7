using Clinic.ServiceDefaults.Http;

namespace Clinic.Scheduling.Features.Shared;

/// <summary>Versions of what is published and never changed.</summary>
internal static class Versions
{
    /// <summary>409: two callers published the next version at once, and the key let one of them.</summary>
    public static Refusal PublishedMeanwhile() =>
        Refusal.Conflict("published-meanwhile", "Somebody published a version of this code at the same moment; look at it first.", "code");
}
