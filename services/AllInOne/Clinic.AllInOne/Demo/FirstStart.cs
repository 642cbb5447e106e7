using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Hosting;
using Clinic.ServiceDefaults.Jobs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NodaTime;
using NodaTime.Text;

namespace Clinic.AllInOne.Demo;

/// <summary>
/// Sets up the demonstration clinic in an empty data folder and greets whoever started the program. The day it was begun is
/// kept beside the databases, so that a set-up that was cut off is finished at the next start.
/// </summary>
internal sealed class FirstStart(
    IHostApplicationLifetime lifetime, IServer server, IConfiguration configuration, LocalTokens tokens, IClock clock, ILogger<FirstStart> logger)
    : BackgroundService
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(10);

    private readonly string _folder = ClinicPaths.DataFolder(configuration);

    private string BeginsFile => Path.Combine(_folder, "demo-clinic.begun");

    private string DoneFile => Path.Combine(_folder, "demo-clinic.done");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        var address = Address();
        Greet(address);
        if (!File.Exists(DoneFile) && configuration.GetValue("Clinic:Demo:Seed", true))
        {
            await SetUpAsync(address, stoppingToken);
        }
    }

    private async Task SetUpAsync(Uri address, CancellationToken stoppingToken)
    {
        Console.WriteLine("  Setting up the demonstration clinic; this happens at the first start only.");
        try
        {
            using var http = new HttpClient();
            var api = new ClinicApi(
                http, ClinicAddresses.OneProcess(address, ""), role => tokens.Create(role, TokenLifetime));
            await new DemoClinic(api, Begun()).SetUpAsync(stoppingToken);
            await File.WriteAllTextAsync(DoneFile, "", stoppingToken);
            Console.WriteLine("  The demonstration clinic is ready: four weeks of shifts, two protocols, five patients.");
        }
        catch (Exception e) when (e is StoryException or HttpRequestException or IOException)
        {
            // The clinic works without its demonstration data; the next start finishes it.
            logger.LogError(e, "The demonstration clinic could not be set up");
        }
    }

    private LocalDate Begun()
    {
        if (!File.Exists(BeginsFile))
        {
            File.WriteAllText(BeginsFile, LocalDatePattern.Iso.Format(DemoClinic.Today(clock)));
        }

        return LocalDatePattern.Iso.Parse(File.ReadAllText(BeginsFile).Trim()).GetValueOrThrow();
    }

    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var whenStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    private Uri Address()
    {
        var first = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5080";
        return new Uri(first.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .Replace("+", "localhost", StringComparison.Ordinal).Replace("*", "localhost", StringComparison.Ordinal));
    }

    private void Greet(Uri address) => Console.WriteLine(
        $"""

          Clinic is open.

            API               {address}api/scheduling/v1, {address}api/billing/v1, {address}api/notifications/v1
            Documentation     {address}scalar
            Jobs (Hangfire)   {new Uri(address, JobsSetup.DashboardPath)}
            Messages          {configuration["Clinic:Messages:Folder"] ?? Path.Combine(_folder, "messages")}
            A token           dotnet run --project services/AllInOne/Clinic.AllInOne -- token front-desk
                              (roles: {string.Join(", ", Roles.All)})

          The whole story in one go:  dotnet run --project services/AllInOne/Clinic.AllInOne -- demo
          Stop with Ctrl+C.

        """);
}
