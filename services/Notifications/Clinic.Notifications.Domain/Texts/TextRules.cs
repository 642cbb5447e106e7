using System.Globalization;
using System.Text.RegularExpressions;
using Clinic.Notifications.Domain.Reminders;

namespace Clinic.Notifications.Domain.Texts;

/// <summary>What a message must say, must not say, and how long it may be.</summary>
/// <param name="SenderName">The clinic's neutral name: every message carries it.</param>
/// <param name="ContactPhone">Where the patient can call: every message carries it.</param>
/// <param name="ForbiddenWords">Words that reveal the drug, the diagnosis or the specialty; each matches at the start of a word.</param>
/// <param name="MaxSmsCharacters">Characters of one health-care text message; 160 by the TCPA's health-care exemption (FCC 15-72, paragraph 147).</param>
public sealed partial record TextRules(
    string SenderName, string ContactPhone, IReadOnlyList<string> ForbiddenWords, int MaxSmsCharacters)
{
    /// <summary>The words that no message of an infusion clinic should show on a locked phone.</summary>
    public static IReadOnlyList<string> DefaultForbiddenWords { get; } =
    [
        "ketamine", "esketamine", "spravato", "infusion", "drug", "dose", "anesthe", "anaesthe", "depress", "bipolar", "ptsd",
        "trauma", "ocd", "obsessive", "psych", "mental", "suicid", "diagnos", "off-label", "off label",
        "ketamina", "infusión", "depresi", "fármaco", "salud mental",
    ];

    /// <summary>Checks a rendered message.</summary>
    /// <param name="channel">How it travels.</param>
    /// <param name="text">Subject and body together.</param>
    /// <returns>One sentence for each rule it breaks; empty when it may be sent.</returns>
    public IReadOnlyList<string> Check(Channel channel, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. Missing(text), .. Forbidden(text), .. channel is Channel.Sms ? SmsOnly(text) : []];
    }

    /// <summary>The forbidden words that a text contains.</summary>
    /// <param name="text">The text.</param>
    public IEnumerable<string> ForbiddenIn(string text) =>
        ForbiddenWords.Where(word => Regex.IsMatch(text, $@"(?<!\p{{L}}){Regex.Escape(word)}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));

    private IEnumerable<string> Missing(string text)
    {
        if (!text.Contains(SenderName, StringComparison.Ordinal))
        {
            yield return $"It must carry the clinic's name, {SenderName}.";
        }

        if (!text.Contains(ContactPhone, StringComparison.Ordinal))
        {
            yield return $"It must carry the clinic's phone number, {ContactPhone}.";
        }

        if (!OptOut().IsMatch(text))
        {
            yield return "It must say how to opt out, with the word STOP.";
        }
    }

    private IEnumerable<string> Forbidden(string text)
    {
        foreach (var word in ForbiddenIn(text))
        {
            yield return $"It must not contain '{word}': it reveals why the patient comes.";
        }

        if (ReplyCancel().IsMatch(text))
        {
            yield return "It must not ask to answer CANCEL: carriers take that word as an opt-out.";
        }
    }

    private IEnumerable<string> SmsOnly(string text)
    {
        if (text.Length > MaxSmsCharacters)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"It has {text.Length} characters; a text message has at most {MaxSmsCharacters}.");
        }
    }

    [GeneratedRegex(@"\bSTOP\b", RegexOptions.CultureInvariant)]
    private static partial Regex OptOut();

    [GeneratedRegex(@"\bCANCEL\b|\b(reply|text|answer|send)\W+cancel\b", RegexOptions.CultureInvariant)]
    private static partial Regex ReplyCancel();
}
