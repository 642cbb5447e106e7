using Clinic.Scheduling.Domain.Planning;
using NodaTime;

namespace Clinic.Scheduling.Domain.Repair;

/// <summary>Sessions that lost something they need, and the clinic as it would be without them.</summary>
public sealed record RepairRequest
{
    /// <summary>The sessions to repair. Nobody else is disturbed.</summary>
    public required IReadOnlyList<AffectedSession> Sessions { get; init; }

    /// <summary>How long all of it may take; what is left after the greedy repair is the solver's to find something better.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(0.8);

    /// <summary>How many other times are weighed for a session, the least disturbing first. The repair is the best among these.</summary>
    public int MostMoves { get; init; } = 24;

    /// <summary>Threads of the solver.</summary>
    public int Workers { get; init; } = Math.Min(8, Environment.ProcessorCount);
}

/// <summary>One session to repair.</summary>
public sealed record AffectedSession
{
    /// <summary>Key.</summary>
    public required Guid Id { get; init; }

    /// <summary>
    /// The clinic, the claims of every affected session left out; its series terms hold the window and the gaps. Sessions of one protocol
    /// share one instance, and all instances have the same window.
    /// </summary>
    public required PlanningRequest Clinic { get; init; }

    /// <summary>The patient, who comes once on a date at most, whichever series a session belongs to; null when it is nobody else's concern.</summary>
    public Guid? PatientId { get; init; }

    /// <summary>Where it starts now.</summary>
    public required int Start { get; init; }

    /// <summary>Its chair now.</summary>
    public required Guid ChairId { get; init; }

    /// <summary>Its monitor now.</summary>
    public required Guid MonitorId { get; init; }

    /// <summary>
    /// Whether it keeps its chair and monitor taken where it is now when it gets no place, as a booked session does until somebody cancels it.
    /// </summary>
    public bool StaysTaken { get; init; }

    /// <summary>First local date to which it may be moved, as far as the sessions of its series that stay allow.</summary>
    public required LocalDate Earliest { get; init; }

    /// <summary>Last such date, inclusive.</summary>
    public required LocalDate Latest { get; init; }

    /// <summary>The session just before it in its series when that is affected too: the gap between both must hold.</summary>
    public Guid? FollowsId { get; init; }

    /// <summary>Dates on which the patient can't come, or is here for another session.</summary>
    public IReadOnlySet<LocalDate> Away { get; init; } = new HashSet<LocalDate>();

    internal LocalDate Date => Slots.StartOf(Start).InZone(Clinic.Site.Zone).Date;
}
