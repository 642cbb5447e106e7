using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Staffing;
using NodaTime;

namespace Clinic.Scheduling.Features.AuditCoverage;

/// <summary>A session that is not over, with what it claims.</summary>
internal sealed record AuditedSession(
    Guid Id,
    Instant StartsAt,
    Instant EndsAt,
    Guid ChairId,
    Guid MonitorId,
    CoverNeed Flag,
    int TurnoverSlots,
    IReadOnlyList<string> Credentials,
    IReadOnlySet<int> ChairSlots,
    IReadOnlySet<int> MonitorSlots);

/// <summary>A rule of the site: so many people with a role, or with a credential.</summary>
internal sealed record AuditedRule(StaffRole? Role, string? Credential, int AtLeast);

/// <summary>A stretch of time of a member of staff.</summary>
internal sealed record AuditedShift(Guid StaffId, Instant StartsAt, Instant EndsAt);

/// <summary>When the site is open on a weekday; a close at midnight is the end of the day.</summary>
internal sealed record AuditedHours(LocalTime Opens, LocalTime Closes);

/// <summary>A stretch of time in which a chair is out of service.</summary>
internal sealed record AuditedClosure(Guid ChairId, Instant StartsAt, Instant EndsAt);

/// <summary>Everything the audit looks at for one site, read by its own queries.</summary>
internal sealed record AuditedSite(
    DateTimeZone Zone,
    IReadOnlyList<AuditedSession> Sessions,
    IReadOnlyList<AuditedShift> Shifts,
    IReadOnlyList<AuditedRule> Rules,
    IReadOnlySet<LocalDate> ClosedDates,
    IReadOnlyDictionary<IsoDayOfWeek, AuditedHours> Hours,
    IReadOnlyList<AuditedClosure> ChairClosures,
    IReadOnlyDictionary<Guid, StaffRole?> RoleOf,
    IReadOnlyDictionary<(Guid StaffId, string Code), LocalDate> ValidUntil)
{
    public LocalDate DateOf(Instant at) => at.InZone(Zone).Date;

    public bool Holds(Guid staffId, string code, LocalDate date) =>
        ValidUntil.TryGetValue((staffId, code), out var until) && date <= until;
}
