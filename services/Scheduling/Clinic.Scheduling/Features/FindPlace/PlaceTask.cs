using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Protocols;
using NodaTime;

namespace Clinic.Scheduling.Features.FindPlace;

/// <summary>What is to be placed: a whole series, or one session of it again.</summary>
internal sealed record PlaceTask
{
    /// <summary>First local date, inclusive.</summary>
    public required LocalDate Earliest { get; init; }

    /// <summary>Last local date, inclusive.</summary>
    public required LocalDate Latest { get; init; }

    /// <summary>How many sessions; null is the protocol's whole series.</summary>
    public int? Sessions { get; init; }

    /// <summary>The number of the first session to place.</summary>
    public int FirstNumber { get; init; } = 1;

    /// <summary>The session before, which stays.</summary>
    public FixedSession? Previous { get; init; }

    /// <summary>The session after, which stays.</summary>
    public FixedSession? Next { get; init; }

    /// <summary>The patient's wishes.</summary>
    public PreferencesRequest? Preferences { get; init; }

    /// <summary>The sessions that are moved: their own claims don't stand in their way.</summary>
    public IReadOnlyList<Guid> Moving { get; init; } = [];

    /// <summary>Further sessions whose claims don't stand in the way, since all of them are placed again together.</summary>
    public IReadOnlyCollection<Guid> Leaving { get; init; } = [];

    /// <summary>How many plans are wanted.</summary>
    public int Plans { get; init; } = 1;

    /// <summary>The planner's terms.</summary>
    public SeriesTerms Terms(Protocol protocol, Instant now) => new()
    {
        Sessions = Sessions ?? protocol.Infusions,
        LeastGapDays = protocol.MinGapDays,
        GreatestGapDays = protocol.MaxGapDays,
        Earliest = Earliest,
        Latest = Latest,
        NotBefore = now,
        FirstNumber = FirstNumber,
        Previous = Previous,
        Next = Next,
    };
}
