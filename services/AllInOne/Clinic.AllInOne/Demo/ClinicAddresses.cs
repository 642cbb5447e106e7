namespace Clinic.AllInOne.Demo;

/// <summary>Where the three services of one clinic are. In one process all three are the same address.</summary>
/// <param name="Scheduling">Base address of Scheduling.</param>
/// <param name="Billing">Base address of Billing.</param>
/// <param name="Notifications">Base address of Notifications.</param>
/// <param name="MessageFolder">The folder into which Notifications writes messages: the story reads the patient's mail there.</param>
public sealed record ClinicAddresses(Uri Scheduling, Uri Billing, Uri Notifications, string MessageFolder)
{
    /// <summary>A clinic in one process.</summary>
    /// <param name="address">Its base address.</param>
    /// <param name="messageFolder">Its message folder.</param>
    public static ClinicAddresses OneProcess(Uri address, string messageFolder) => new(address, address, address, messageFolder);

    /// <summary>The distinct addresses, each with one of its services' path segments.</summary>
    public IReadOnlyList<(Uri Address, string Service)> Processes =>
    [
        .. new[] { (Scheduling, "scheduling"), (Billing, "billing"), (Notifications, "notifications") }.DistinctBy(p => p.Item1),
    ];
}
