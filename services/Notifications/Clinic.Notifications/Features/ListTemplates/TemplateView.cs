using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Rendering;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Notifications.Features.ListTemplates;

/// <summary>The wording of a kind, channel and language.</summary>
/// <param name="Kind">Code of a kind, or of its family.</param>
/// <param name="Channel">How it travels.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Subject">Subject of an email, in Liquid; null for a text message.</param>
/// <param name="Body">The text, in Liquid.</param>
/// <param name="Version">0 for the wording that came with the software.</param>
internal sealed record TemplateView(string Kind, Channel Channel, string Language, string? Subject, string Body, int Version) : IVersioned
{
    public static TemplateView Of(TemplateText text) =>
        new(text.Kind, text.Channel, text.Language, text.Subject, text.Body, text.Version);
}
