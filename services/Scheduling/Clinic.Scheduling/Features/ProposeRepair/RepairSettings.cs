using Clinic.Scheduling.Domain.Repair;

namespace Clinic.Scheduling.Features.ProposeRepair;

/// <summary>
/// How much a repair may take: <c>Clinic:Scheduling:Repair:TimeLimitSeconds</c> and <c>Workers</c>, the threads of the solver. By default what
/// <see cref="RepairRequest"/> says.
/// </summary>
/// <param name="configuration">The configuration.</param>
internal sealed class RepairSettings(IConfiguration configuration)
{
    private const string Section = "Clinic:Scheduling:Repair";

    /// <summary>A request with these settings.</summary>
    /// <param name="sessions">What is to be repaired.</param>
    public RepairRequest Request(IReadOnlyList<AffectedSession> sessions)
    {
        var request = new RepairRequest { Sessions = sessions };
        return request with
        {
            TimeLimit = TimeSpan.FromSeconds(configuration.GetValue($"{Section}:TimeLimitSeconds", request.TimeLimit.TotalSeconds)),
            Workers = configuration.GetValue($"{Section}:Workers", request.Workers),
        };
    }
}
