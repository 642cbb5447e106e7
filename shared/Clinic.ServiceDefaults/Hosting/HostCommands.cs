using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.ServiceDefaults.Hosting;

/// <summary>What a host's command line can ask for besides running.</summary>
internal static class HostCommands
{
    private const string ScriptSwitch = "--script";
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(12);

    /// <summary>The arguments without a command's switch, which configuration would take for a setting whose value follows.</summary>
    /// <param name="args">The command line.</param>
    public static string[] Settings(string[] args) => [.. args.Where(argument => argument != ScriptSwitch)];

    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>The exit code, or null when they name none and the host is to run.</returns>
    public static async Task<int?> TryRunAsync(WebApplication app, string[] args) => args switch
    {
        ["token", .. var rest] => Token(app, rest),
        ["migrate", ScriptSwitch, ..] => Script(app),
        ["migrate", ..] => await MigrateAsync(app),
        _ => null,
    };

    /// <summary>Asks a running program whether it is ready: images without a shell tool check their health with it.</summary>
    /// <returns>The exit code, or null when the arguments ask for something else.</returns>
    public static async Task<int?> TryHealthAsync(string[] args)
    {
        if (args is not ["health", var address, ..])
        {
            return null;
        }

        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var response = await http.GetAsync(new Uri(new Uri(address), "/health/ready"));
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    /// <summary>Applies missing migrations at start: always to embedded files, elsewhere where <c>Clinic:Database:MigrateAtStart</c> allows it.</summary>
    public static async Task MigrateAtStartAsync(WebApplication app)
    {
        var embedded = DatabaseSetup.Provider(app.Configuration) == DatabaseProvider.Sqlite;
        if (app.Configuration.GetValue("Clinic:Database:MigrateAtStart", embedded))
        {
            await MigrateAsync(app, quiet: true);
        }
    }

    private static int Token(WebApplication app, string[] rest)
    {
        if (rest is not [var role, ..] || !Roles.All.Contains(role, StringComparer.Ordinal))
        {
            Console.Error.WriteLine($"usage: token <role>, one of: {string.Join(", ", Roles.All)}");
            return 2;
        }

        Console.WriteLine(app.Services.GetRequiredService<LocalTokens>().Create(role, TokenLifetime));
        return 0;
    }

    private static async Task<int> MigrateAsync(WebApplication app, bool quiet = false)
    {
        foreach (var database in app.Services.GetServices<IServiceDatabase>())
        {
            await database.MigrateAsync(CancellationToken.None);
            if (!quiet)
            {
                Console.WriteLine($"{database.Name}: up to date");
            }
        }

        return 0;
    }

    private static int Script(WebApplication app)
    {
        foreach (var database in app.Services.GetServices<IServiceDatabase>())
        {
            Console.WriteLine($"-- {database.Name}");
            Console.WriteLine(database.Script());
        }

        return 0;
    }
}
