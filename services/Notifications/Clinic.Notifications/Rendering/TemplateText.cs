using Clinic.Notifications.Domain.Reminders;

namespace Clinic.Notifications.Rendering;

/// <summary>The wording of a kind, channel and language, in Liquid.</summary>
/// <param name="Kind">Code of a kind, or of its family.</param>
/// <param name="Channel">How it travels.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Subject">Subject of an email; null for a text message.</param>
/// <param name="Body">The text.</param>
internal sealed record TemplateText(string Kind, Channel Channel, string Language, string? Subject, string Body)
{
    /// <summary>0 for wording that we ship; then the version of the clinic's own.</summary>
    public int Version { get; init; }
}
