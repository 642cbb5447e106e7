using Clinic.Notifications.Domain.Timing;
using NodaTime;

namespace Clinic.Notifications.Domain.Sending;

/// <summary>What is known about a due reminder at the moment of sending.</summary>
/// <param name="Now">The moment.</param>
/// <param name="NotAfter">Exclusive end: it is of no use from here on.</param>
/// <param name="SubjectStands">False when the visit or form it is about was cancelled, moved or settled.</param>
/// <param name="HasAddress">Whether the patient has a phone number or an email address for the channel.</param>
/// <param name="Allowed">False when the patient opted out.</param>
/// <param name="Zone">The recipient's zone.</param>
/// <param name="Quiet">The quiet hours that apply.</param>
public sealed record SendFacts(
    Instant Now, Instant NotAfter, bool SubjectStands, bool HasAddress, bool Allowed, DateTimeZone Zone, QuietHours Quiet);

/// <summary>What to do with a due reminder.</summary>
public abstract record SendDecision
{
    private SendDecision()
    {
    }

    /// <summary>Send it now.</summary>
    public sealed record Send : SendDecision;

    /// <summary>It must not be sent any more.</summary>
    /// <param name="Reason">Stable code.</param>
    public sealed record Cancel(string Reason) : SendDecision;

    /// <summary>It is too late for it.</summary>
    /// <param name="Reason">Stable code.</param>
    public sealed record Lapse(string Reason) : SendDecision;

    /// <summary>It waits until the patient can be reached by its channel.</summary>
    /// <param name="Reason">Stable code.</param>
    public sealed record Wait(string Reason) : SendDecision;

    /// <summary>It is sent later.</summary>
    /// <param name="Until">A whole minute outside quiet hours.</param>
    public sealed record Postpone(Instant Until) : SendDecision;
}

/// <summary>Looks at a due reminder once more before it leaves: much may have changed since it was planned.</summary>
public static class SendRule
{
    /// <summary>Decides. The order matters: what must not be sent is cancelled even when it is also too late for it.</summary>
    /// <param name="facts">What is known now.</param>
    public static SendDecision Decide(SendFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (!facts.SubjectStands)
        {
            return new SendDecision.Cancel(Reasons.SubjectChanged);
        }

        if (!facts.Allowed)
        {
            return new SendDecision.Cancel(Reasons.OptedOut);
        }

        if (facts.Now >= facts.NotAfter)
        {
            return new SendDecision.Lapse(Reasons.TooLate);
        }

        if (!facts.HasAddress)
        {
            return new SendDecision.Wait(Reasons.NoAddress);
        }

        if (!facts.Quiet.Contain(facts.Now, facts.Zone))
        {
            return new SendDecision.Send();
        }

        return SendTime.Place(facts.Now, facts.Now, facts.NotAfter, facts.Zone, facts.Quiet) is { } later
            ? new SendDecision.Postpone(later)
            : new SendDecision.Lapse(Reasons.QuietHours);
    }
}
