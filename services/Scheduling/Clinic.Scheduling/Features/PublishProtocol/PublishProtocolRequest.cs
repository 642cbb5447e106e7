namespace Clinic.Scheduling.Features.PublishProtocol;

/// <summary>A protocol to publish: the next version of its code. Minutes that are no multiple of 15 take whole slots.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Name">Name.</param>
/// <param name="DrugCode">Drug.</param>
/// <param name="Route">Route.</param>
/// <param name="DoseMgPerKg">More than 0, at most 100.</param>
/// <param name="MinInfusionMinutes">1 to 480.</param>
/// <param name="MaxInfusionMinutes">At least the least.</param>
/// <param name="SetUpMinutes">0 to 240.</param>
/// <param name="InfusionMinutes">Between least and most.</param>
/// <param name="RecoveryMinutes">At least the least recovery, at most 480.</param>
/// <param name="TurnoverMinutes">0 to 240.</param>
/// <param name="LeastRecoveryMinutes">0 to 480.</param>
/// <param name="VitalsIntervalMinutes">1 to 120.</param>
/// <param name="Infusions">1 to 60.</param>
/// <param name="MinGapDays">At least 1.</param>
/// <param name="MaxGapDays">At least the least gap, at most 366.</param>
/// <param name="WindowDays">Enough for the series at its least gaps, at most 366.</param>
/// <param name="MonitorCredentials">What the monitor must hold.</param>
/// <param name="MonitorRoles">Roles that may monitor, default nurse.</param>
/// <param name="IndicationPrefixes">Prefixes of ICD-10-CM codes, at least one.</param>
/// <param name="ConsentFormCode">Code of a published form.</param>
/// <param name="BoosterAfterDays">Makes it a booster: least days after the last infusion of the series it follows, 1 to 730.</param>
internal sealed record PublishProtocolRequest(
    string? Code,
    string? Name,
    string? DrugCode,
    string? Route,
    decimal? DoseMgPerKg,
    int? MinInfusionMinutes,
    int? MaxInfusionMinutes,
    int? SetUpMinutes,
    int? InfusionMinutes,
    int? RecoveryMinutes,
    int? TurnoverMinutes,
    int? LeastRecoveryMinutes,
    int? VitalsIntervalMinutes,
    int? Infusions,
    int? MinGapDays,
    int? MaxGapDays,
    int? WindowDays,
    IReadOnlyList<string>? MonitorCredentials,
    IReadOnlyList<string>? MonitorRoles,
    IReadOnlyList<string>? IndicationPrefixes,
    string? ConsentFormCode,
    int? BoosterAfterDays = null);
