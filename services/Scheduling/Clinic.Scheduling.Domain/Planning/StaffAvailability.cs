using NodaTime;

namespace Clinic.Scheduling.Domain.Planning;

/// <summary>A member of staff: counts for the site's rules while on shift, and may monitor where the monitor rule allows.</summary>
public sealed record StaffAvailability
{
    /// <summary>The resource id of the claims.</summary>
    public required Guid Id { get; init; }

    /// <summary>A label without a name ("RN 7"): it appears in explanations and logs.</summary>
    public required string Label { get; init; }

    /// <summary>The role, compared exactly.</summary>
    public required string Role { get; init; }

    /// <summary>Credentials; one code may appear more than once, the longest validity counts.</summary>
    public IReadOnlyList<HeldCredential> Credentials { get; init; } = [];

    /// <summary>R, the patients monitored at once: shared lanes are numbered 1 to R.</summary>
    public required int PatientsAtOnce { get; init; }

    /// <summary>On shift; adjoining shifts count as one.</summary>
    public required IReadOnlyList<SlotRange> Shifts { get; init; }

    /// <summary>
    /// Claimed already, lane 0 being hands-on work. Lanes above R count too: somebody whose R was lowered keeps the patients
    /// they have and gets no more until fewer than R are left.
    /// </summary>
    public IReadOnlyList<OccupiedLane> Occupied { get; init; } = [];
}

/// <summary>A credential.</summary>
/// <param name="Code">For example ACLS or BLS, compared exactly.</param>
/// <param name="ValidUntil">Last day of validity, inclusive, in the site's zone.</param>
public sealed record HeldCredential(string Code, LocalDate ValidUntil);

/// <summary>Slots of one lane that are claimed.</summary>
/// <param name="Lane">0 is hands-on, 1 and above are shared.</param>
/// <param name="Taken">The slots.</param>
public readonly record struct OccupiedLane(int Lane, SlotRange Taken);
