using Clinic.Scheduling.Domain.Sites;
using NodaTime;

namespace Clinic.Scheduling.Domain.Sessions;

// What can happen to a session. Each returns the rule that forbids it, or null when it was done.
public sealed partial class InfusionSession
{
    /// <summary>Whether a cancellation by the patient would be late.</summary>
    /// <param name="site">The site, whose hours count.</param>
    /// <param name="now">The present.</param>
    public bool IsLateToCancel(Site site, Instant now) => StartsAt - now < Duration.FromHours(site.LateCancellationHours);

    /// <summary>Cancels a session that is still to come. Only a patient's own request can be late.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="site">The site.</param>
    /// <param name="now">The present.</param>
    public RuleBreach? Cancel(CancelReason reason, Site site, Instant now)
    {
        if (State is not (SessionState.Booked or SessionState.CheckedIn))
        {
            return WrongState("cancelled", SessionState.Booked);
        }

        CancelledLate = reason == Sessions.CancelReason.PatientRequest && IsLateToCancel(site, now);
        CancelReason = reason;
        Close(SessionState.Cancelled, now);
        CoverNeed = CoverNeed.None;
        return null;
    }

    /// <summary>Moves a session that is still to come.</summary>
    /// <param name="startsAt">New start, inclusive.</param>
    /// <param name="endsAt">New end of the stay, exclusive.</param>
    /// <param name="chairId">The chair there.</param>
    /// <param name="monitorId">The monitor there.</param>
    public RuleBreach? MoveTo(Instant startsAt, Instant endsAt, Guid chairId, Guid monitorId)
    {
        if (State != SessionState.Booked)
        {
            return WrongState("moved", SessionState.Booked);
        }

        // Who confirmed another time has not confirmed this one.
        ConfirmedAt = startsAt == StartsAt ? ConfirmedAt : null;
        (StartsAt, EndsAt, ChairId, MonitorId, CoverNeed) = (startsAt, endsAt, chairId, monitorId, CoverNeed.None);
        Version++;
        return null;
    }

    /// <summary>Notes that the patient confirmed to come. The first answer counts.</summary>
    /// <param name="startsAt">The start that the patient was told; null when unknown.</param>
    /// <param name="at">When the answer arrived.</param>
    /// <returns>False when there is nothing to confirm: the session has moved, is over, or is confirmed already.</returns>
    public bool Confirm(Instant? startsAt, Instant at)
    {
        if (State != SessionState.Booked || ConfirmedAt is not null || (startsAt is not null && startsAt != StartsAt))
        {
            return false;
        }

        ConfirmedAt = at;
        Version++;
        return true;
    }

    /// <summary>Records that the patient is here, on the day of the session.</summary>
    /// <param name="checkIn">What was recorded.</param>
    /// <param name="site">The site, whose date counts.</param>
    /// <param name="now">The present.</param>
    public RuleBreach? Arrive(CheckIn checkIn, Site site, Instant now)
    {
        if (State != SessionState.Booked)
        {
            return WrongState("checked in", SessionState.Booked);
        }

        if (site.DateOf(now) != site.DateOf(StartsAt))
        {
            return new RuleBreach("not-today", "A patient is checked in on the day of the session, in the site's time zone.");
        }

        (CheckIn, CheckedInAt, State) = (checkIn, now, SessionState.CheckedIn);
        Version++;
        return null;
    }

    /// <summary>Starts the infusion. The consent is checked by the caller, in the same transaction.</summary>
    /// <param name="startedAt">Actual start.</param>
    /// <param name="doseMilligrams">The dose.</param>
    /// <param name="now">The present.</param>
    public RuleBreach? Start(Instant startedAt, decimal doseMilligrams, Instant now)
    {
        if (State != SessionState.CheckedIn)
        {
            return WrongState("started", SessionState.CheckedIn);
        }

        if (startedAt > now)
        {
            return new RuleBreach("in-the-future", "The start lies in the future.", "startedAt");
        }

        if (startedAt < CheckedInAt)
        {
            return new RuleBreach("before-check-in", "The start lies before the check-in.", "startedAt");
        }

        (StartedAt, DoseMilligrams, State) = (startedAt, doseMilligrams, SessionState.InProgress);
        Version++;
        return null;
    }

    /// <summary>Ends the infusion.</summary>
    /// <param name="stoppedAt">Actual stop, exclusive; null when nobody recorded one.</param>
    /// <param name="doseMilligrams">What was really given, or null for the dose of the start.</param>
    /// <param name="sideEffects">What was seen.</param>
    /// <param name="now">The present.</param>
    public RuleBreach? Complete(Instant? stoppedAt, decimal? doseMilligrams, IReadOnlyList<SideEffect> sideEffects, Instant now)
    {
        if (State != SessionState.InProgress)
        {
            return WrongState("completed", SessionState.InProgress);
        }

        if (stoppedAt > now)
        {
            return new RuleBreach("in-the-future", "The stop lies in the future.", "stoppedAt");
        }

        if (stoppedAt <= StartedAt)
        {
            return new RuleBreach("stop-before-start", "The stop must come after the start.", "stoppedAt");
        }

        (StoppedAt, DoseMilligrams, SideEffects) = (stoppedAt, doseMilligrams ?? DoseMilligrams, sideEffects);
        Close(SessionState.Completed, now);
        return null;
    }

    /// <summary>Records that the patient did not come.</summary>
    /// <param name="now">The present.</param>
    public RuleBreach? Miss(Instant now)
    {
        if (State != SessionState.Booked)
        {
            return WrongState("missed", SessionState.Booked);
        }

        if (now < StartsAt)
        {
            return new RuleBreach("not-yet", "A session can't be missed before it should have started.");
        }

        Close(SessionState.Missed, now);
        return null;
    }

    private void Close(SessionState state, Instant now)
    {
        (State, ClosedAt) = (state, now);
        Version++;
    }

    private RuleBreach WrongState(string done, SessionState needed) => new(
        "wrong-state", $"A session is {done} when it is {Spell(needed)}; this one is {Spell(State)}.");

    private static string Spell(SessionState state) => state switch
    {
        SessionState.CheckedIn => "checked in",
        SessionState.InProgress => "in progress",
        SessionState.Booked => "booked",
        SessionState.Completed => "completed",
        SessionState.Missed => "missed",
        _ => "cancelled",
    };
}
