using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Notifications.Rendering;

/// <summary>The wording in force: the clinic's own where it has one, ours elsewhere.</summary>
internal sealed class TemplateSet
{
    private readonly Dictionary<(string Kind, Channel Channel, string Language), TemplateText> _texts;

    private TemplateSet(IEnumerable<TemplateText> own)
    {
        _texts = DefaultTemplates.All.ToDictionary(Key);
        foreach (var text in own)
        {
            _texts[Key(text)] = text;
        }
    }

    /// <summary>All of it, sorted.</summary>
    public IEnumerable<TemplateText> All => _texts.Values
        .OrderBy(t => t.Kind, StringComparer.Ordinal).ThenBy(t => t.Channel).ThenBy(t => t.Language, StringComparer.Ordinal);

    /// <summary>Reads the clinic's own wording.</summary>
    public static async Task<TemplateSet> LoadAsync(NotificationsDbContext db, CancellationToken cancellationToken) =>
        new((await db.Templates.AsNoTracking().ToListAsync(cancellationToken)).Select(
            t => new TemplateText(t.Kind, t.Channel, t.Language, t.Subject, t.Body) { Version = t.Version }));

    /// <summary>The wording for a message: the recipient's language goes before the exact kind, and English is the last resort.</summary>
    /// <returns>Null when a kind has no wording for the channel.</returns>
    public TemplateText? Find(ReminderKind kind, Channel channel, string language)
    {
        string[] languages = [language, language.Split('-')[0], DefaultTemplates.Language];
        return languages
            .SelectMany(l => new[] { (kind.Code, channel, l), (kind.FallbackCode, channel, l) })
            .Select(key => _texts.GetValueOrDefault(key))
            .FirstOrDefault(text => text is not null);
    }

    /// <summary>The wording with exactly this key.</summary>
    public TemplateText? Exactly(string kind, Channel channel, string language) => _texts.GetValueOrDefault((kind, channel, language));

    private static (string Kind, Channel Channel, string Language) Key(TemplateText text) => (text.Kind, text.Channel, text.Language);
}
