using Clinic.Notifications.Domain.Reminders;
using NodaTime;

namespace Clinic.Notifications.Persistence;

/// <summary>The clinic's own wording in place of the one we ship.</summary>
internal sealed class MessageTemplate
{
    public required string Kind { get; init; }

    public required Channel Channel { get; init; }

    public required string Language { get; init; }

    /// <summary>Subject of an email; null for a text message.</summary>
    public string? Subject { get; set; }

    public required string Body { get; set; }

    public required Instant ChangedAt { get; set; }

    public required int Version { get; set; }
}
