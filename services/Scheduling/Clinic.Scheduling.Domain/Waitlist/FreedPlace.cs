using NodaTime;

namespace Clinic.Scheduling.Domain.Waitlist;

/// <summary>
/// A mark that something at a site became free, written in the transaction that freed it: whoever waits is looked after even when the
/// process dies at once. It goes when the offers that came of it are written.
/// </summary>
public sealed class FreedPlace
{
    /// <summary>Key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The clinic location.</summary>
    public required Guid SiteId { get; init; }

    /// <summary>What became free begins here, UTC, inclusive; null when it can be at any time.</summary>
    public Instant? From { get; init; }

    /// <summary>What became free ends here, UTC, exclusive; null when it can be at any time.</summary>
    public Instant? Until { get; init; }

    /// <summary>Whether what became free can matter to somebody who waits for these dates.</summary>
    /// <param name="from">Start of the first date, UTC, inclusive.</param>
    /// <param name="until">End of the last date, UTC, exclusive.</param>
    public bool Touches(Instant from, Instant until) => (From is null || From < until) && (Until is null || Until > from);
}
