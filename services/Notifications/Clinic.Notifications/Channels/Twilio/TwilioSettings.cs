using System.Text.RegularExpressions;

namespace Clinic.Notifications.Channels.Twilio;

/// <summary>How text messages leave through Twilio: the section <c>Clinic:Sms:Twilio</c>.</summary>
internal sealed partial record TwilioSettings
{
    private const string Section = "Clinic:Sms:Twilio";

    /// <summary>The account.</summary>
    public required string AccountSid { get; init; }

    /// <summary>The account's secret: signs in at the API, and signs what Twilio sends us.</summary>
    public required string AuthToken { get; init; }

    /// <summary>The sender's number (E.164 or short code), or the SID of a messaging service (<c>MG…</c>).</summary>
    public required string From { get; init; }

    /// <summary>Where the API is.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>How Twilio reaches this service from outside. Signatures cover the URL, so it must be written exactly as Twilio calls it.</summary>
    public required Uri WebhookBaseUrl { get; init; }

    /// <summary>Longest time for one call.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Segments that leave in a second, by this process; 1 for a long code (Twilio, "Understanding Twilio rate limits").</summary>
    public required int SegmentsPerSecond { get; init; }

    /// <summary>How long a message may wait in Twilio's own queue, up to ten hours; one that is late is better replaced by an email.</summary>
    public required TimeSpan Validity { get; init; }

    /// <summary>How long after a lost answer Twilio's list is believed when it does not show the message.</summary>
    public required TimeSpan LookupAfter { get; init; }

    /// <summary>True when Twilio itself answers STOP, START and HELP, as it does for long codes unless that was switched off.</summary>
    public required bool AnswersKeywords { get; init; }

    /// <summary>Reads the section.</summary>
    /// <exception cref="InvalidOperationException">A value is not acceptable; the message names its key.</exception>
    public static TwilioSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        return new TwilioSettings
        {
            AccountSid = Matching(section, "AccountSid", Account(), "the account's SID: AC and 32 hexadecimal digits"),
            AuthToken = Secret(section),
            From = Matching(section, "From", Sender(), "a number such as +12125550100, a short code, or a messaging service's SID"),
            BaseUrl = Address(section, "BaseUrl", "https://api.twilio.com"),
            WebhookBaseUrl = Address(section, "WebhookBaseUrl", null),
            Timeout = TimeSpan.FromSeconds(Number(section, "TimeoutSeconds", 10, 1, 60)),
            SegmentsPerSecond = Number(section, "SegmentsPerSecond", 1, 1, 100_000),
            Validity = TimeSpan.FromMinutes(Number(section, "ValidityMinutes", 60, 1, 600)),
            LookupAfter = TimeSpan.FromSeconds(Number(section, "LookupAfterSeconds", 120, 0, 86_400)),
            AnswersKeywords = section.GetValue("AnswersKeywords", true),
        };
    }

    private static string Secret(IConfigurationSection section)
    {
        var token = section["AuthTokenFile"] is { Length: > 0 } file ? File.ReadAllText(file).Trim() : section["AuthToken"];
        return token is { Length: > 0 }
            ? token
            : throw new InvalidOperationException($"{Section}:AuthToken or {Section}:AuthTokenFile is missing.");
    }

    private static string Matching(IConfigurationSection section, string key, Regex form, string expected) =>
        section[key] is { } value && form.IsMatch(value) ? value : throw new InvalidOperationException($"{Section}:{key} must be {expected}.");

    private static Uri Address(IConfigurationSection section, string key, string? otherwise) =>
        Uri.TryCreate(section[key] ?? otherwise, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new InvalidOperationException($"{Section}:{key} must be an address such as https://clinic.example.");

    private static int Number(IConfigurationSection section, string key, int otherwise, int least, int most) =>
        section.GetValue(key, otherwise) is var value && value >= least && value <= most
            ? value
            : throw new InvalidOperationException($"{Section}:{key} must be a number from {least} to {most}.");

    [GeneratedRegex("^AC[0-9a-fA-F]{32}$", RegexOptions.CultureInvariant)]
    private static partial Regex Account();

    [GeneratedRegex(@"^(\+[1-9]\d{6,14}|\d{3,8}|MG[0-9a-fA-F]{32})$", RegexOptions.CultureInvariant)]
    private static partial Regex Sender();
}
