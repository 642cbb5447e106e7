using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Contracts.Scheduling;
using Clinic.Messaging;
using Clinic.Messaging.Outbox;
using Clinic.Notifications.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Privacy;
using Clinic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Clinic.Notifications.Tests.Rig;

/// <summary>The service hosted for real, with events arriving through its own in-memory transport and a clock set to a Monday morning.</summary>
internal sealed class NotificationsHost : IAsyncDisposable
{
    public const string NewYork = "America/New_York";

    private readonly ServiceHost _host;
    private readonly TempFolder? _folder;

    private NotificationsHost(ServiceHost host, string dataFolder, TempFolder? folder, RecordingLogs logs)
    {
        (_host, DataFolder, _folder, Logs) = (host, dataFolder, folder, logs);
        Admin = host.Client();
        FrontDesk = host.Client(Roles.FrontDesk);
    }

    public string DataFolder { get; }

    public RecordingLogs Logs { get; }

    public HttpClient Admin { get; }

    public HttpClient FrontDesk { get; }

    public ServiceHost Host => _host;

    public IServiceProvider Services => _host.Services;

    public Instant Now => _host.Time.GetCurrentInstant();

    /// <summary>A host whose clock shows the given local time in New York, in the future of the machine's own.</summary>
    public static async Task<NotificationsHost> StartAsync(
        string? dataFolder = null, Instant? at = null, Dictionary<string, string>? settings = null, Action<IServiceCollection>? replace = null)
    {
        var folder = dataFolder is null ? new TempFolder() : null;
        var offset = (at ?? Times.MondayMorning) - Instant.FromDateTimeOffset(DateTimeOffset.UtcNow);
        var all = new Dictionary<string, string>(settings ?? [])
        {
            ["Clinic:Clock:OffsetSeconds"] = ((long)offset.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        var logs = new RecordingLogs();
        var host = await ServiceHost.StartAsync(
            "notifications",
            builder =>
            {
                builder.Services.AddSingleton<ILoggerProvider>(logs);
                builder.AddNotifications();
                replace?.Invoke(builder.Services);
                builder.AddMessagingTransport();
            },
            app => app.MapNotifications(),
            new ServiceHostOptions { DataFolder = dataFolder ?? folder!.Path, Settings = all });
        return new NotificationsHost(host, dataFolder ?? folder!.Path, folder, logs);
    }

    /// <summary>Publishes an event and waits until every consumer of it has taken it.</summary>
    public async Task ReceiveAsync<T>(T message)
        where T : class
    {
        var id = await Services.GetRequiredService<Transactor<NotificationsDbContext>>()
            .WriteAsync((db, _) => Task.FromResult(db.Publish(message, Guid.NewGuid(), Now)), CancellationToken.None);
        await Eventually.TrueAsync(
            $"{typeof(T).Name} is consumed",
            () => ReadAsync(db => db.Set<Clinic.Messaging.Inbox.InboxMessage>().AnyAsync(m => m.MessageId == id)));
    }

    public async Task<T> ReadAsync<T>(Func<NotificationsDbContext, Task<T>> read)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<NotificationsDbContext>>().CreateDbContextAsync();
        return await read(db);
    }

    public Task WriteAsync(Func<NotificationsDbContext, CancellationToken, Task> work) =>
        Services.GetRequiredService<Transactor<NotificationsDbContext>>().WriteAsync(work, CancellationToken.None);

    /// <summary>Moves the clock by the operations endpoint, as a demonstration does, and lets the sweep do its work.</summary>
    public async Task AdvanceAsync(Duration by)
    {
        using var answer = await Admin.PostAsJsonAsync("/api/notifications/v1/operations/clock", new { hours = by.TotalHours });
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {string.Join('\n', Logs.Troubles)}");
        await NothingDueAsync();
    }

    /// <summary>Waits until nothing that is due is unsettled.</summary>
    public async Task NothingDueAsync()
    {
        try
        {
            await Eventually.EqualAsync(0, () => ReadAsync(DueAsync));
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{string.Join('\n', Logs.Troubles)}", e);
        }
    }

    public Task<List<Reminder>> RemindersAsync(Guid patientId) =>
        ReadAsync(db => db.Reminders.AsNoTracking().Where(r => r.PatientId == patientId).OrderBy(r => r.DueAt).ToListAsync());

    public PatientContactChanged Contact(Guid patientId, int version = 1, string? phone = "+12125550123", string? email = "ada@example.com", string zone = NewYork) => new(
        patientId,
        version,
        Services.GetRequiredService<Protection>().Protect(Protection.ContactDetails, new ContactDetails("Ada Quill", "Ada", phone, email)),
        zone,
        "en",
        Now.ToDateTimeOffset());

    public string ProtectLink(string link) => Services.GetRequiredService<Protection>().Protect(Protection.ConsentLink, link);

    /// <summary>The files in the message folder, oldest first.</summary>
    public string[] Files()
    {
        var folder = Path.Combine(DataFolder, "messages");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)] : [];
    }

    public async Task<JsonElement> GetAsync(string path) =>
        await FrontDesk.GetFromJsonAsync<JsonElement>(new Uri($"/api/notifications/v1/{path}", UriKind.Relative));

    private Task<int> DueAsync(NotificationsDbContext db)
    {
        var now = Now;
        return db.Reminders.CountAsync(r => (r.State == ReminderState.Scheduled && r.DueAt <= now) || r.State == ReminderState.Sending);
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        FrontDesk.Dispose();
        await _host.DisposeAsync();
        _folder?.Dispose();
    }
}
