using NodaTime;

namespace Clinic.Notifications.Channels;

/// <summary>The machine's real time: what a provider's clock shows too, however far a demonstration moved the clinic's own.</summary>
internal static class RealTime
{
    /// <summary>Now, UTC.</summary>
    public static Instant Now => Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
}
