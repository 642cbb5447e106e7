using System.Text.RegularExpressions;
using Clinic.Notifications.Domain.Reminders;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Notifications.Http;

/// <summary>Which wording a request is about.</summary>
internal sealed partial record TemplateKey(ReminderKind Kind, Channel Channel, string Language)
{
    /// <summary>Reads it, or says which part is not acceptable.</summary>
    public static Outcome<TemplateKey> Read(string? kind, string? channel, string? language)
    {
        if (ReminderKind.Find(kind) is not { } known)
        {
            return Refusal.Invalid("kind", "There is no such kind of message.");
        }

        if (KebabEnum.Find<Channel>(channel) is not { } way || !known.Channels.Contains(way))
        {
            return Refusal.Invalid("channel", $"The channel of this kind is one of: {string.Join(", ", known.Channels.Select(KebabEnum.Of))}.");
        }

        return language is not null && LanguageTag().IsMatch(language)
            ? new TemplateKey(known, way, language)
            : Refusal.Invalid("language", "The language is a BCP 47 tag such as en or es-MX.");
    }

    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();
}
