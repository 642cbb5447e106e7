using System.Globalization;
using Clinic.Contracts.Scheduling;
using Clinic.Notifications;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Persistence;
using Clinic.ServiceDefaults.Privacy;
using Clinic.Testing;
using Clinic.Testing.Twilio;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace Clinic.Benchmarks.Reminders;

/// <summary>
/// The notifications service as it is, on a SQLite file, with the stand-in for Twilio in the same process. Its background services are
/// left out: Hangfire's server is started by each measurement, the outbox dispatcher and the sealer work in nobody's time.
/// </summary>
internal sealed class ReminderHost : IAsyncDisposable
{
    private const int SeedBatch = 5000;
    private readonly ServiceHost _host;

    private ReminderHost(ServiceHost host, TwilioStandIn twilio) => (_host, Twilio) = (host, twilio);

    public TwilioStandIn Twilio { get; }

    public Instant Now => _host.Time.GetCurrentInstant();

    public static async Task<ReminderHost> StartAsync(int reminders)
    {
        var twilio = await TwilioStandIn.StartAsync();
        var settings = new Dictionary<string, string>(twilio.Settings)
        {
            ["Clinic:Sms:Twilio:SegmentsPerSecond"] = "100000",
            ["Clinic:Sms:Twilio:TimeoutSeconds"] = "10",
            // Never quiet: the measurement must not depend on the hour.
            ["Clinic:Messages:QuietHours:From"] = "00:00",
            ["Clinic:Messages:QuietHours:Until"] = "00:00",
            ["Logging:LogLevel:Default"] = "Error",
        };
        var host = await ServiceHost.StartAsync(
            "notifications",
            builder =>
            {
                builder.AddNotifications();
                builder.Services.RemoveAll<IHostedService>();
            },
            app => app.MapNotifications(),
            new ServiceHostOptions { Settings = settings });
        var bench = new ReminderHost(host, twilio);
        await bench.SeedAsync(reminders);
        return bench;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Makes some of the reminders due in the minute that has just begun, as if nothing had been sent yet.</summary>
    public async Task ResetAsync(int due)
    {
        Twilio.Taken.Clear();
        await using var db = await ContextAsync();
        await db.Set<Messaging.Outbox.OutboxMessage>().ExecuteDeleteAsync();
        await db.AuditEntries.ExecuteDeleteAsync();
        await db.Attempts.ExecuteDeleteAsync();
        await db.Reminders.ExecuteUpdateAsync(set => set
            .SetProperty(r => r.State, ReminderState.Cancelled).SetProperty(r => r.Attempts, 0).SetProperty(r => r.SentAt, (Instant?)null));
        var last = await db.Reminders.OrderBy(r => r.Id).Skip(due - 1).Select(r => r.Id).FirstAsync();
        await db.Reminders.Where(r => r.Id.CompareTo(last) <= 0).ExecuteUpdateAsync(set => set.SetProperty(r => r.State, ReminderState.Scheduled));
    }

    /// <summary>How many were sent: by their rows and by the provider. The measurement fails when they differ.</summary>
    public async Task<int> SentAsync()
    {
        await using var db = await ContextAsync();
        var sent = await db.Reminders.CountAsync(r => r.State == ReminderState.Sent);
        return sent == Twilio.Taken.Count ? sent : throw new InvalidOperationException($"{sent} rows say sent, but {Twilio.Taken.Count} messages were taken.");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await Twilio.DisposeAsync();
    }

    private Task<NotificationsDbContext> ContextAsync() => Get<IDbContextFactory<NotificationsDbContext>>().CreateDbContextAsync();

    private async Task SeedAsync(int reminders)
    {
        foreach (var batch in Enumerable.Range(0, reminders).Chunk(SeedBatch))
        {
            await using var db = await ContextAsync();
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            foreach (var number in batch)
            {
                Add(db, number);
            }

            await db.SaveChangesAsync();
        }
    }

    private void Add(NotificationsDbContext db, int number)
    {
        var (patient, now) = (NewId.NextGuid(), Now);
        var phone = string.Create(CultureInfo.InvariantCulture, $"+1646{number:0000000}");
        db.Recipients.Add(new Recipient
        {
            PatientId = patient,
            ContactVersion = 1,
            ProtectedContact = Get<Protection>().Protect(Protection.ContactDetails, new ContactDetails("Ada Quill", "Ada", phone, null)),
            HasPhone = true,
            HasEmail = false,
            TimeZoneId = "America/New_York",
            Language = "en",
            ChangedAt = now,
            Version = 1,
        });
        var session = new TrackedSession
        {
            SessionId = NewId.NextGuid(),
            SeriesId = NewId.NextGuid(),
            PatientId = patient,
            SiteTimeZoneId = "America/New_York",
            StartsAt = now + Duration.FromHours(24),
            EndsAt = now + Duration.FromHours(26),
            State = TrackedSessionState.Booked,
            Version = 1,
        };
        db.Sessions.Add(session);
        db.Reminders.Add(new Reminder
        {
            Id = NewId.NextGuid(),
            PatientId = patient,
            SubjectId = session.SessionId,
            SubjectVersion = 0,
            Kind = ReminderKind.Session(24).Code,
            Channel = Channel.Sms,
            WantedAt = now,
            NotAfter = now + Duration.FromHours(23),
            TimeZoneId = "America/New_York",
            FollowsWallClock = false,
            DueAt = now,
            State = ReminderState.Cancelled,
            PlannedAt = now,
            Version = 1,
        });
    }
}
