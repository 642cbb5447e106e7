using Clinic.Scheduling.Features.HoldPlan;
using Clinic.Scheduling.Features.ReadSeries;

namespace Clinic.Scheduling.Features.ReadDayBoard;

/// <summary>One local date of a site at a glance.</summary>
/// <param name="SiteId">The clinic location.</param>
/// <param name="Date">The local date.</param>
/// <param name="TimeZoneId">The site's IANA time zone.</param>
/// <param name="ClosedReason">Why the site is closed that date, or null when it is open.</param>
/// <param name="SlotMinutes">Minutes in a slot of the grid.</param>
/// <param name="Chairs">The chairs by name, each with the same slots: the opening hours, and whatever is taken outside them.</param>
/// <param name="Sessions">The sessions that touch the date by start; cancelled ones are left out.</param>
/// <param name="Holds">The plans that are kept at the moment and have a session that date.</param>
internal sealed record DayBoardView(
    Guid SiteId,
    DateOnly Date,
    string TimeZoneId,
    string? ClosedReason,
    int SlotMinutes,
    IReadOnlyList<DayBoardChair> Chairs,
    IReadOnlyList<SessionView> Sessions,
    IReadOnlyList<HoldView> Holds);

/// <summary>A chair's day.</summary>
/// <param name="ChairId">The chair.</param>
/// <param name="Name">Its name.</param>
/// <param name="OutOfService">When and why it can't be used.</param>
/// <param name="Slots">Its slots in order.</param>
internal sealed record DayBoardChair(
    Guid ChairId, string Name, IReadOnlyList<DayBoardClosure> OutOfService, IReadOnlyList<DayBoardSlot> Slots);

/// <summary>A chair is out of service.</summary>
/// <param name="StartsAt">Inclusive, with the site's offset.</param>
/// <param name="EndsAt">Exclusive, with the site's offset.</param>
/// <param name="Reason">Why.</param>
internal sealed record DayBoardClosure(DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Reason);

/// <summary>One slot of a chair.</summary>
/// <param name="StartsAt">Its start, inclusive, with the site's offset.</param>
/// <param name="State">What the chair does then.</param>
/// <param name="SessionId">With <c>session</c> and <c>turnover</c>: whose.</param>
/// <param name="HoldId">With <c>hold</c>: whose.</param>
internal sealed record DayBoardSlot(DateTimeOffset StartsAt, DayBoardSlotState State, Guid? SessionId, Guid? HoldId);

/// <summary>What a chair does in a slot.</summary>
internal enum DayBoardSlotState
{
    /// <summary>Nobody has claimed it, the site is open and the chair in service.</summary>
    Free,

    /// <summary>A patient's stay.</summary>
    Session,

    /// <summary>It is cleaned and set up again after a stay.</summary>
    Turnover,

    /// <summary>Kept for somebody for some minutes, turnover included.</summary>
    Hold,

    /// <summary>Nobody has claimed it, and the chair is out of service. A session booked before still shows as one.</summary>
    OutOfService,

    /// <summary>Nobody has claimed it, and the site is not open.</summary>
    Closed,
}
