namespace Clinic.Testing.Twilio;

/// <summary>What the stand-in does with a Create Message instead of taking and answering it.</summary>
public enum TwilioFault
{
    /// <summary>Takes it and answers 201.</summary>
    None,

    /// <summary>Answers 429 without taking it.</summary>
    TooManyRequests,

    /// <summary>Answers 503 without taking it.</summary>
    Unavailable,

    /// <summary>Breaks the connection without taking it.</summary>
    ResetBefore,

    /// <summary>Takes it, then breaks the connection.</summary>
    ResetAfter,

    /// <summary>Takes it, then answers 500.</summary>
    ErrorAfter,

    /// <summary>Takes it, then never answers.</summary>
    SilenceAfter,
}

/// <summary>A message that the stand-in took.</summary>
/// <param name="Sid">Its id.</param>
/// <param name="To">The number.</param>
/// <param name="From">The sender.</param>
/// <param name="Body">The text.</param>
/// <param name="StatusCallback">Where reports on it go.</param>
/// <param name="ValidityPeriod">Seconds it may wait.</param>
/// <param name="TakenAt">When it was taken.</param>
public sealed record TakenMessage(
    string Sid, string To, string From, string Body, string StatusCallback, int ValidityPeriod, DateTimeOffset TakenAt)
{
    /// <summary>Where it stands.</summary>
    public string Status { get; set; } = "queued";

    /// <summary>Why it failed.</summary>
    public int? ErrorCode { get; set; }
}
