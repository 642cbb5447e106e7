using Clinic.Scheduling.Domain.Protocols;

namespace Clinic.Scheduling.Features.PublishProtocol;

/// <summary>A protocol version; the members are those of the request.</summary>
internal sealed record ProtocolView(
    Guid Id,
    string Code,
    int Version,
    string Name,
    string DrugCode,
    string Route,
    decimal DoseMgPerKg,
    int MinInfusionMinutes,
    int MaxInfusionMinutes,
    int SetUpMinutes,
    int InfusionMinutes,
    int RecoveryMinutes,
    int TurnoverMinutes,
    int LeastRecoveryMinutes,
    int VitalsIntervalMinutes,
    int Infusions,
    int MinGapDays,
    int MaxGapDays,
    int WindowDays,
    IReadOnlyList<string> MonitorCredentials,
    IReadOnlyList<string> MonitorRoles,
    IReadOnlyList<string> IndicationPrefixes,
    string ConsentFormCode,
    int? BoosterAfterDays)
{
    public static ProtocolView Of(Protocol p) => new(
        p.Id, p.Code, p.Version, p.Name, p.DrugCode, p.Route, p.DoseMgPerKg, p.MinInfusionMinutes, p.MaxInfusionMinutes,
        p.SetUpMinutes, p.InfusionMinutes, p.RecoveryMinutes, p.TurnoverMinutes, p.LeastRecoveryMinutes, p.VitalsIntervalMinutes,
        p.Infusions, p.MinGapDays, p.MaxGapDays, p.WindowDays, p.MonitorCredentials, p.MonitorRoles, p.IndicationPrefixes,
        p.ConsentFormCode, p.BoosterAfterDays);
}
