using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Contracts.Scheduling;
using Clinic.Messaging;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Privacy;
using Clinic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Clinic.Scheduling.Tests.Rig;

/// <summary>
/// The scheduling service hosted for real, on a Monday at seven in the morning in New York: the first session can be at eight.
/// </summary>
internal sealed class SchedulingRig : IAsyncDisposable
{
    /// <summary>Monday 6 January 2031, 07:00 in New York.</summary>
    public static readonly DateTimeOffset Start = new(2031, 1, 6, 7, 0, 0, TimeSpan.FromHours(-5));

    private readonly ServiceHost _host;
    private readonly TestDatabase _database;
    private readonly ConcurrentDictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);

    private SchedulingRig(ServiceHost host, TestDatabase database) => (_host, _database) = (host, database);

    public string ConnectionString => _database.ConnectionString;

    public DateTimeOffset Now => _host.Time.GetUtcNow();

    public IServiceProvider Services => _host.Services;

    public Uri Address => _host.Address;

    public static async Task<SchedulingRig> StartAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var database = await TestDatabase.CreateAsync(provider);
        var offset = (long)(Start - DateTimeOffset.UtcNow).TotalSeconds;
        var settings = database.Settings("Scheduling");
        settings["Clinic:Clock:OffsetSeconds"] = $"{offset}";
        settings["Clinic:Database:MigrateAtStart"] = "true";
        var host = await ServiceHost.StartAsync(
            "scheduling",
            b =>
            {
                b.AddScheduling();
                b.AddMessagingTransport();
            },
            app => app.MapScheduling(),
            new ServiceHostOptions { Settings = settings });
        return new SchedulingRig(host, database);
    }

    public void AdvanceTo(DateTimeOffset time) => _host.Advance(Duration.FromTimeSpan(time - Now));

    public Task<Answer> GetAsync(string path, string role = Roles.Admin) => SendAsync(HttpMethod.Get, path, null, role);

    public Task<Answer> PostAsync(string path, object? body, string role = Roles.Admin, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, role, headers);

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, object? body, string? role, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"{SchedulingService.BasePath}/{path}");
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            _ => JsonContent.Create(body),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var client = _clients.GetOrAdd(role ?? "", _ => _host.Client(role));
        using var response = await client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    /// <summary>The events of a type that were published, oldest first.</summary>
    public async Task<IReadOnlyList<T>> EventsAsync<T>()
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<SchedulingDbContext>>().CreateDbContextAsync();
        var name = MessageTypes.NameOf(typeof(T));
        var bodies = await db.Set<OutboxMessage>().Where(m => m.MessageType == name).OrderBy(m => m.CreatedAt).Select(m => m.Body).ToListAsync();
        return [.. bodies.Select(b => JsonSerializer.Deserialize<T>(b, MessageTypes.Json)!)];
    }

    /// <summary>The token of the signing link that went out for a series.</summary>
    public async Task<string> TokenForAsync(Guid seriesId)
    {
        var request = (await EventsAsync<OffLabelConsentRequested>()).Last(e => e.SeriesId == seriesId);
        var link = Services.GetRequiredService<Protection>().Unprotect<string>(Protection.ConsentLink, request.ProtectedSigningLink);
        Assert.StartsWith($"{Address.GetLeftPart(UriPartial.Authority)}/consent/", link, StringComparison.Ordinal);
        return link.Split('/')[^1];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }
}
