namespace Clinic.Scheduling.Domain.Sessions;

/// <summary>
/// One slot of one lane of one resource, held by one session or by one hold. Its key (resource, lane, slot) is the only referee of
/// double bookings: whoever inserts second is refused by the database.
/// </summary>
public sealed class SlotClaim
{
    /// <summary>A chair, a member of staff, or a patient.</summary>
    public required Guid ResourceId { get; init; }

    /// <summary>Chair and patient 0; staff 0 for hands-on work, 1 to R for patients monitored at once.</summary>
    public required int Lane { get; init; }

    /// <summary>The slot, counted as <see cref="Planning.Slots"/> says.</summary>
    public required int Slot { get; init; }

    /// <summary>The session that holds it, or null when a hold does.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>The hold that holds it, or null when a session does.</summary>
    public Guid? HoldId { get; init; }
}
