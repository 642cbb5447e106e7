using System.Reflection;
using Clinic.AllInOne;
using Clinic.Billing;
using Clinic.Notifications;
using Clinic.Scheduling;
using Clinic.ServiceDefaults.Database;
using Microsoft.AspNetCore.Builder;

namespace Clinic.Architecture.Tests;

/// <summary>The services' assemblies and the host that runs them all.</summary>
internal static class Services
{
    public static IReadOnlyList<Assembly> Assemblies { get; } =
        [typeof(SchedulingService).Assembly, typeof(BillingService).Assembly, typeof(NotificationsService).Assembly];

    /// <summary>Every concrete context: one per service and engine.</summary>
    public static IEnumerable<Type> Contexts() =>
        Assemblies.SelectMany(a => a.GetTypes()).Where(t => t.IsSubclassOf(typeof(ClinicDbContext)) && !t.IsAbstract);

    /// <summary>All services in one process, built and not started.</summary>
    /// <param name="settings">Further settings.</param>
    public static WebApplication AllInOne(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("clinic-architecture-").FullName;
        return AllInOneHost.Build(["--urls=http://127.0.0.1:0", $"--Clinic:DataFolder={folder}", .. settings]);
    }
}
