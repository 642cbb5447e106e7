using System.Net.Http.Headers;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Hosting;
using Clinic.ServiceDefaults.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Clinic.Testing;

/// <summary>How a test hosts services.</summary>
public sealed record ServiceHostOptions
{
    /// <summary>Where the data lies, for a test that restarts on it; by default a temporary folder that goes with the host.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Databases other than SQLite files in the data folder: connection settings as <see cref="TestDatabase.Settings"/> gives them.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Runs before anything is started, for example to create a schema that has no migrations.</summary>
    public Func<IServiceProvider, Task>? Prepare { get; init; }
}

/// <summary>
/// Services hosted for real: Kestrel on a free port, by default SQLite in a temporary folder and the in-memory transport,
/// with a clock that a test can move.
/// </summary>
public sealed class ServiceHost : IAsyncDisposable
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromDays(3650);
    private readonly WebApplication _app;
    private readonly TempFolder? _folder;

    private ServiceHost(WebApplication app, TempFolder? folder) => (_app, _folder) = (app, folder);

    /// <summary>The host's services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>The host's clock.</summary>
    public ClinicTime Time => Services.GetRequiredService<ClinicTime>();

    /// <summary>Builds, migrates and starts a host.</summary>
    /// <param name="name">Its name in telemetry.</param>
    /// <param name="add">Adds the services, for example <c>b => { b.AddBilling(); b.AddMessagingTransport(); }</c>.</param>
    /// <param name="map">Maps their routes.</param>
    /// <param name="options">What differs from the defaults.</param>
    public static async Task<ServiceHost> StartAsync(
        string name, Action<WebApplicationBuilder> add, Action<WebApplication> map, ServiceHostOptions? options = null)
    {
        options ??= new ServiceHostOptions();
        var folder = options.DataFolder is null ? new TempFolder() : null;
        var app = ClinicHost.Build(Arguments(options, options.DataFolder ?? folder!.Path), name, add, map);
        try
        {
            await (options.Prepare?.Invoke(app.Services) ?? Task.CompletedTask);
            await app.MigrateAndStartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            folder?.Dispose();
            throw;
        }

        return new ServiceHost(app, folder);
    }

    /// <summary>A bearer token for a role, see <see cref="Roles"/>.</summary>
    /// <param name="role">The role.</param>
    public string Token(string role) => Services.GetRequiredService<LocalTokens>().Create(role, TokenLifetime);

    /// <summary>A client; the caller disposes it.</summary>
    /// <param name="role">The role it calls as, or null to call without a token.</param>
    public HttpClient Client(string? role = Roles.Admin)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (role is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(role));
        }

        return client;
    }

    /// <summary>Moves the host's clock forward.</summary>
    /// <param name="by">How far, not negative.</param>
    public void Advance(Duration by) => Time.Advance(by.ToTimeSpan());

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder?.Dispose();
    }

    private static string[] Arguments(ServiceHostOptions options, string folder)
    {
        var settings = new Dictionary<string, string>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Clinic:DataFolder"] = folder,
            ["Clinic:Clock:Adjustable"] = "true",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var (key, value) in options.Settings)
        {
            settings[key] = value;
        }

        return [.. settings.Select(s => $"--{s.Key}={s.Value}")];
    }
}
