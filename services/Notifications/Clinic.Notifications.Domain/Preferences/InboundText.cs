using System.Text.RegularExpressions;

namespace Clinic.Notifications.Domain.Preferences;

/// <summary>What a patient wants who answered a text message.</summary>
public enum InboundIntent
{
    /// <summary>No more messages.</summary>
    Stop,

    /// <summary>Messages again.</summary>
    Start,

    /// <summary>Who is this, what can I do.</summary>
    Help,

    /// <summary>The visit is confirmed.</summary>
    Confirm,

    /// <summary>The visit should be moved.</summary>
    Move,

    /// <summary>A person has to read it.</summary>
    Other,
}

/// <summary>Reads answers to text messages.</summary>
public static partial class InboundText
{
    /// <summary>
    /// The intent of an answer. Opting out goes by any reasonable wording (47 CFR 64.1200(a)(10)); everything else must be
    /// the exact word, since a wrong guess would confirm or move a visit.
    /// </summary>
    /// <param name="text">What the patient wrote.</param>
    public static InboundIntent Read(string? text)
    {
        var words = Words(text);
        return words switch
        {
            "START" or "UNSTOP" or "OPT IN" or "OPTIN" => InboundIntent.Start,
            "HELP" or "INFO" => InboundIntent.Help,
            "C" or "CONFIRM" or "CONFIRMED" or "Y" or "YES" => InboundIntent.Confirm,
            "R" or "RESCHEDULE" or "MOVE" => InboundIntent.Move,
            _ when IsOptOut(words) => InboundIntent.Stop,
            _ => InboundIntent.Other,
        };
    }

    private static bool IsOptOut(string words) => words is
        "STOP" or "STOPALL" or "STOP ALL" or "QUIT" or "END" or "REVOKE" or "OPT OUT" or "OPTOUT" or "CANCEL" or "UNSUBSCRIBE" or "REMOVE ME"
        || Wish().IsMatch(words);

    private static string Words(string? text) => NotWords().Replace((text ?? "").ToUpperInvariant(), " ").Trim();

    [GeneratedRegex(@"[^\p{L}\p{N}]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotWords();

    [GeneratedRegex(
        @"^(PLEASE )?(STOP|QUIT|UNSUBSCRIBE|OPT ME OUT|OPT OUT|REMOVE ME|TAKE ME OFF)( ME)?( PLEASE| NOW| THANKS| THANK YOU)?$"
        + @"|\b(STOP|QUIT) (TEXTING|MESSAGING|CONTACTING|SENDING|MESSAGES|TEXTS|THESE|ALL)\b"
        + @"|\b(DO NOT|DON T|DONT|NO MORE|NEVER) (TEXT|MESSAGE|CONTACT|TEXTS|MESSAGES)\b"
        + @"|\b(UNSUBSCRIBE|OPT OUT|OPT ME OUT|REMOVE ME|TAKE ME OFF)\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Wish();
}
