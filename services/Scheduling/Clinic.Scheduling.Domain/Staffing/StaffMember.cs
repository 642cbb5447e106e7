using NodaTime;

namespace Clinic.Scheduling.Domain.Staffing;

/// <summary>Somebody who works at the clinic.</summary>
public sealed class StaffMember
{
    /// <summary>
    /// The greatest <see cref="PatientsAtOnce"/>. One nurse to four patients is usual (see there); ten is only where a typing error begins.
    /// </summary>
    public const int MostPatientsAtOnce = 10;

    /// <summary>Key; the resource of the claims: lane 0 hands-on, lanes 1 to <see cref="PatientsAtOnce"/> monitoring.</summary>
    public required Guid Id { get; init; }

    /// <summary>Name for colleagues.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What the person is.</summary>
    public required StaffRole Role { get; init; }

    /// <summary>Patients monitored at once, 0 for somebody who doesn't. Up to 4 is published for IV ketamine, 3 in some centres.</summary>
    public required int PatientsAtOnce { get; init; }

    /// <summary>Grows with every change; planning a shift bumps it, so that two overlapping ones can't both be planned.</summary>
    public required int Version { get; set; }

    /// <summary>Credentials, one per code.</summary>
    public ICollection<StaffCredential> Credentials { get; init; } = [];
}

/// <summary>What a member of staff is.</summary>
public enum StaffRole
{
    /// <summary>Sets up, monitors, discharges.</summary>
    Nurse,

    /// <summary>Prescribes; must be available where a site asks for it.</summary>
    Prescriber,

    /// <summary>Helps; may hold BLS.</summary>
    Technician,
}

/// <summary>A credential of a member of staff.</summary>
public sealed class StaffCredential
{
    /// <summary>Whose.</summary>
    public required Guid StaffId { get; init; }

    /// <summary>Its code in capitals, for example <c>ACLS</c> or <c>BLS</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Last day of validity, inclusive, in the zone of whatever site it is used at.</summary>
    public required LocalDate ValidUntil { get; set; }
}
