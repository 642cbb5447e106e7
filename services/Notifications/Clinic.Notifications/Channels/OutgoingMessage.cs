using NodaTime;

namespace Clinic.Notifications.Channels;

/// <summary>A message on its way to a provider.</summary>
/// <param name="Attempt">The try.</param>
/// <param name="To">Phone (E.164) or email address. Never logged.</param>
/// <param name="Subject">Subject of an email.</param>
/// <param name="Text">The plain text.</param>
/// <param name="Html">The same as HTML, for email.</param>
internal sealed record OutgoingMessage(AttemptKey Attempt, string To, string? Subject, string Text, string? Html)
{
    /// <summary>Visits as iCalendar, to be attached to an email; null without any.</summary>
    public string? Calendar { get; init; }

    /// <summary>Where one click ends emails like this one (RFC 8058); null where that does not apply.</summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>Exclusive end by the clinic's clock: it is of no use from here on.</summary>
    public Instant NotAfter { get; init; } = Instant.MaxValue;

    /// <summary>Until when this process alone may hand it over, by the machine's real time.</summary>
    public Instant ClaimedUntil { get; init; } = Instant.MaxValue;
}

/// <summary>What identifies a try at its provider.</summary>
/// <param name="AttemptId">The try.</param>
/// <param name="Kind">Code of the reminder's kind.</param>
/// <param name="StartedAt">When it was begun, by the clinic's clock.</param>
internal sealed record AttemptKey(Guid AttemptId, string Kind, Instant StartedAt);

/// <summary>What a provider said.</summary>
internal abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>It took the message.</summary>
    /// <param name="Reference">The provider's id of it.</param>
    public sealed record Accepted(string Reference) : SendResult;

    /// <summary>It will never take it.</summary>
    /// <param name="Code">The provider's code.</param>
    public sealed record Refused(string Code) : SendResult
    {
        /// <summary>What that says about the recipient.</summary>
        public RefusalCause Cause { get; init; }
    }

    /// <summary>It did not take it, but may later.</summary>
    /// <param name="Code">The provider's code.</param>
    public sealed record NotNow(string Code) : SendResult;

    /// <summary>It was not called: our own pace left no time for the message, or the process ended before its turn. That counts as no try.</summary>
    /// <param name="Code">What held it back.</param>
    public sealed record HeldBack(string Code) : SendResult;

    /// <summary>It never got the message, though nothing keeps it from taking it: our process died before it could hand it over.</summary>
    /// <param name="Code">How that is known.</param>
    public sealed record NeverArrived(string Code) : SendResult;

    /// <summary>The answer was lost: it may have taken it.</summary>
    /// <param name="Code">What happened.</param>
    public sealed record Unknown(string Code) : SendResult;
}

/// <summary>What a refusal says about the recipient.</summary>
internal enum RefusalCause
{
    /// <summary>Nothing: the message itself, or something unknown, is to blame.</summary>
    Other,

    /// <summary>The recipient told the provider not to be written to.</summary>
    OptedOut,

    /// <summary>No message reaches the number.</summary>
    NumberInvalid,
}

/// <summary>What a provider knows of an earlier try.</summary>
internal abstract record Trace
{
    private Trace()
    {
    }

    /// <summary>It has the message.</summary>
    /// <param name="Reference">The provider's id of it.</param>
    public sealed record Found(string Reference) : Trace;

    /// <summary>It certainly does not have it and will not get it any more.</summary>
    public sealed record Absent : Trace;

    /// <summary>It cannot tell, or cannot tell yet.</summary>
    public sealed record Unclear : Trace;
}
