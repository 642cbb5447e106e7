using Clinic.AllInOne.Demo;
using Clinic.Billing;
using Clinic.Messaging;
using Clinic.Notifications;
using Clinic.Scheduling;
using Clinic.ServiceDefaults.Hosting;

namespace Clinic.AllInOne;

/// <summary>Every service in one process: the embedded default.</summary>
internal static class AllInOneHost
{
    public const string Name = "all-in-one";

    /// <summary>Runs the clinic until it is stopped; seeds the demonstration clinic into an empty data folder.</summary>
    public static Task<int> RunAsync(string[] args) => ClinicHost.RunAsync(args, Name, AddWithSeed, Map);

    /// <summary>Builds the clinic without seeding it.</summary>
    public static WebApplication Build(string[] args) => ClinicHost.Build(args, Name, Add, Map);

    private static void AddWithSeed(WebApplicationBuilder builder)
    {
        Add(builder);
        builder.Services.AddHostedService<FirstStart>();
    }

    private static void Add(WebApplicationBuilder builder)
    {
        builder.AddScheduling();
        builder.AddBilling();
        builder.AddNotifications();
        builder.AddMessagingTransport();
    }

    private static void Map(WebApplication app)
    {
        app.MapScheduling();
        app.MapBilling();
        app.MapNotifications();
    }
}
