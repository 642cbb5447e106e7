using Clinic.Notifications.Domain.Sending;
using NodaTime;

namespace Clinic.Notifications.Persistence;

internal enum AttemptState
{
    /// <summary>Committed before the provider is called: it may or may not have been.</summary>
    Started,

    Accepted,

    Refused,

    /// <summary>The provider has no trace of it.</summary>
    NotSent,
}

/// <summary>One try to send a reminder. It is written before the provider hears of it, so that a crash leaves a question and not a gap.</summary>
internal sealed class SendAttempt
{
    /// <summary>The key that the provider, where it can, finds the message by.</summary>
    public required Guid Id { get; init; }

    public required Guid ReminderId { get; init; }

    /// <summary>The provider it goes to, for example <c>folder</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The process that took it.</summary>
    public required Guid ClaimedBy { get; init; }

    /// <summary>
    /// Until when nobody else may take it for abandoned. Real time of the machine, not the clinic's clock: a demonstration
    /// that moves the clock must not make a living process look dead.
    /// </summary>
    public required Instant ClaimedUntil { get; set; }

    /// <summary>
    /// From when on the provider may have it, by the machine's real time; null: it certainly was not handed over yet. A provider that
    /// cannot be asked later gets one message after the other, each noted here first: a crash leaves one in doubt and not a batch.
    /// </summary>
    public Instant? HandedOverAt { get; set; }

    /// <summary>By the clinic's clock, UTC.</summary>
    public required Instant StartedAt { get; init; }

    public Instant? SettledAt { get; set; }

    public required AttemptState State { get; set; }

    /// <summary>The provider's id of the message.</summary>
    public string? ProviderReference { get; set; }

    /// <summary>Where it went, with all but the ends hidden.</summary>
    public required string MaskedDestination { get; init; }

    /// <summary>The provider's code for what went wrong.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>How far the provider says it got; null before the first report, and always with a provider that makes none.</summary>
    public DeliveryProgress? Delivery { get; set; }

    /// <summary>When <see cref="Delivery"/> was reported, UTC.</summary>
    public Instant? ReportedAt { get; set; }

    /// <summary>When the provider was asked because it had stayed silent, UTC.</summary>
    public Instant? AskedAt { get; set; }

    /// <summary>What it can be found by at its provider, encrypted; erased when it is settled.</summary>
    public string? ProtectedTrail { get; set; }

    public required int Version { get; set; }
}
