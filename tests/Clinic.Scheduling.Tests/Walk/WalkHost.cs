using System.Net.Http.Headers;
using System.Net.Http.Json;
using Clinic.Messaging;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace Clinic.Scheduling.Tests.Walk;

/// <summary>
/// The scheduling service over HTTP on a SQLite file, with a clock that stands. Its background loops (outbox dispatcher, sealer) are left
/// out: they would write between two looks at the file. Recurring jobs run when the walk calls them.
/// </summary>
internal sealed class WalkHost : IAsyncDisposable
{
    private readonly ServiceHost _host;
    private readonly TestDatabase _database;
    private readonly HttpClient _admin;
    private readonly HttpClient _nurse;

    private WalkHost(ServiceHost host, TestDatabase database, StoppedClock clock)
    {
        (_host, _database, Clock) = (host, database, clock);
        (_admin, _nurse) = (host.Client(), host.Client(Roles.Nurse));
    }

    public StoppedClock Clock { get; }

    public string ConnectionString => _database.ConnectionString;

    public static async Task<WalkHost> StartAsync(DateTime utc)
    {
        var (clock, database) = (new StoppedClock(utc), await TestDatabase.CreateAsync(DatabaseProvider.Sqlite));
        var settings = database.Settings("Scheduling");
        settings["Clinic:Database:MigrateAtStart"] = "true";
        settings["Logging:LogLevel:Default"] = "Error";
        // One thread of the solver, and time enough that it is the proof that ends it: then it answers the same every time.
        settings["Clinic:Scheduling:Repair:Workers"] = "1";
        settings["Clinic:Scheduling:Repair:TimeLimitSeconds"] = "20";
        var host = await ServiceHost.StartAsync(
            "scheduling",
            b =>
            {
                b.AddScheduling();
                b.AddMessagingTransport();
                b.Services.RemoveAll<IHostedService>();
                b.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
                b.Services.Replace(ServiceDescriptor.Singleton<IClock>(clock));
            },
            app => app.MapScheduling(),
            new ServiceHostOptions { Settings = settings });
        return new WalkHost(host, database, clock);
    }

    public Task<Answer> PostAsync(string path, object? body) => SendAsync(HttpMethod.Post, path, body);

    /// <summary>What only somebody clinical may do.</summary>
    public Task<Answer> PostAsNurseAsync(string path, object? body) => SendAsync(HttpMethod.Post, path, body, client: _nurse);

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body, string? ifMatch = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method, $"{SchedulingService.BasePath}/{path}");
        request.Content = body is null ? null : JsonContent.Create(body);
        if (ifMatch is not null)
        {
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        }

        using var response = await (client ?? _admin).SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    /// <summary>Runs a recurring job once.</summary>
    public async Task RunJobAsync<TJob>(Func<TJob, Task> run)
        where TJob : notnull
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await run(scope.ServiceProvider.GetRequiredService<TJob>());
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        _nurse.Dispose();
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }
}
