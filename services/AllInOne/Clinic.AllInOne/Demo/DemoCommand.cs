using System.Net;
using System.Net.Sockets;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Hosting;
using NodaTime;

namespace Clinic.AllInOne.Demo;

/// <summary>
/// <c>-- demo</c>: starts a clinic of its own on a free port and an empty data folder (<c>&lt;data&gt;/demo</c>), tells the story
/// there, and leaves the folder to be looked at. The clinic that a newcomer runs is not touched, since the story moves the clock.
/// </summary>
internal static class DemoCommand
{
    // The story moves the clock by weeks; its tokens outlive that.
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromDays(366);

    public static async Task<int> RunAsync(string[] args)
    {
        var json = args.Contains("--json", StringComparer.Ordinal);
        var folder = EmptyFolder(args);
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        await using var app = AllInOneHost.Build(
        [
            .. args.Where(a => a is not ("demo" or "--json")),
            $"--urls={address}",
            $"--Clinic:PublicUrl={address}",
            $"--Clinic:DataFolder={folder}",
            "--Clinic:Clock:Adjustable=true",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning",
            "--Logging:LogLevel:Clinic=Warning",
        ]);
        await app.MigrateAndStartAsync();
        var exitCode = await TellAsync(app, ClinicAddresses.OneProcess(address, Path.Combine(folder, "messages")), json);
        await app.StopAsync();
        return exitCode;
    }

    private static async Task<int> TellAsync(WebApplication app, ClinicAddresses addresses, bool json)
    {
        using var http = new HttpClient();
        var tokens = app.Services.GetRequiredService<LocalTokens>();
        var api = new ClinicApi(http, addresses, role => tokens.Create(role, TokenLifetime));
        var story = new DemoStory(api, app.Services.GetRequiredService<IClock>(), Tell);
        try
        {
            var summary = await story.TellAsync(app.Lifetime.ApplicationStopping);
            Console.WriteLine($"  The messages are in {addresses.MessageFolder}");
            if (json)
            {
                Console.WriteLine(summary.ToJsonString());
            }

            return 0;
        }
        catch (StoryException e)
        {
            Console.Error.WriteLine($"FAILED at: {e.Message}");
            return 1;
        }
    }

    private static void Tell(string step, long milliseconds) => Console.WriteLine($"  ok  {step} ({milliseconds} ms)");

    private static string EmptyFolder(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        var folder = Path.Combine(ClinicPaths.DataFolder(configuration), "demo");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return Directory.CreateDirectory(folder).FullName;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
