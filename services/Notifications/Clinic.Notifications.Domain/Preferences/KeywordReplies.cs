namespace Clinic.Notifications.Domain.Preferences;

/// <summary>Words that Twilio answers by itself for long codes (twilio.com/docs, "Twilio support for opt-out keywords").</summary>
public static class KeywordReplies
{
    private static readonly string[] Words =
        ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "START", "YES", "UNSTOP", "HELP", "INFO"];

    /// <summary>Whether the provider has answered already, so that a second answer would be one too many.</summary>
    /// <param name="text">What the patient wrote.</param>
    public static bool AnsweredByProvider(string? text) => Words.Contains(text?.Trim(), StringComparer.OrdinalIgnoreCase);
}
