using System.Globalization;
using Clinic.Contracts.Scheduling;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using Clinic.Notifications.Tests.Rig;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Privacy;
using Clinic.Testing;
using Clinic.Testing.Mail;
using Clinic.Testing.Twilio;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Clinic.Notifications.Tests.Faults;

/// <summary>Reminders by text and email, a provider and a mail server that misbehave, and a service that is killed again and again.</summary>
internal sealed class FaultRun : IAsyncDisposable
{
    private const int SeedBatch = 500;
    private static readonly Instant Due = Times.MondayMorning + Duration.FromHours(1);
    private static readonly Duration Launch = Duration.FromMinutes(10);

    private readonly TempFolder _folder = new();
    private readonly TwilioStandIn _twilio;
    private readonly SmtpServer _mail;
    private readonly FaultySmtp _smtp;
    private readonly ReportPump _reports;
    private readonly Dictionary<string, string> _settings;
    private int _launches;

    private FaultRun(TwilioStandIn twilio, SmtpServer mail, Weather weather)
    {
        (_twilio, _mail) = (twilio, mail);
        _smtp = new FaultySmtp(mail.Port, weather.Smtp);
        var service = ServiceProcess.FreeAddress();
        _reports = new ReportPump(service);
        twilio.Weather = weather.Twilio;
        twilio.OnTaken = _reports.Add;
        _settings = new Dictionary<string, string>(twilio.Settings)
        {
            ["urls"] = service.ToString(),
            ["Clinic:Sms:Twilio:TimeoutSeconds"] = "1",
            ["Clinic:Messages:ClaimSeconds"] = "6",
            ["Clinic:Messages:BatchSize"] = "60",
            ["Clinic:Messages:MaxAttempts"] = "50",
            ["Clinic:Email:Provider"] = "Smtp",
            ["Clinic:Email:Host"] = "127.0.0.1",
            ["Clinic:Email:Port"] = _smtp.Port.ToString(CultureInfo.InvariantCulture),
            ["Clinic:Email:Security"] = "None",
            ["Clinic:Email:TimeoutSeconds"] = "3",
        };
    }

    /// <summary>How often the service was killed.</summary>
    public int Crashes { get; private set; }

    /// <summary>How many emails the server took whose answer was lost.</summary>
    public int LostAnswers => _smtp.LostAnswers;

    /// <summary>How many reports on texts arrived.</summary>
    public int Reports => _reports.Reports;

    public static async Task<FaultRun> StartAsync(Weather weather) =>
        new(await TwilioStandIn.StartAsync(), await SmtpServer.StartAsync(), weather);

    /// <summary>Plans a text and an email for each of some patients, each with an address of its own.</summary>
    public async Task SeedAsync(int patients)
    {
        await using var host = await NotificationsHost.StartAsync(_folder.Path);
        var (book, protection) = (host.Services.GetRequiredService<ReminderBook>(), host.Services.GetRequiredService<Protection>());
        foreach (var batch in Enumerable.Range(0, patients).Chunk(SeedBatch))
        {
            await host.WriteAsync(async (db, token) =>
            {
                foreach (var number in batch)
                {
                    await PlanAsync(db, book, protection, number, token);
                }
            });
        }
    }

    /// <summary>Starts the service and lets it work until it is killed at the point, or with no point until all is settled.</summary>
    public async Task RunAsync(string? point, TimeSpan limit)
    {
        var at = Due + (++_launches * Launch);
        if (await SendingChild.RunAsync(new SendingChild.Order(_folder.Path, at.ToUnixTimeSeconds(), _settings), point, limit))
        {
            Crashes++;
        }
        else
        {
            Assert.True(point is null, $"The point '{point}' was not reached.");
        }
    }

    /// <summary>What became of the reminders, held against what arrived.</summary>
    public async Task<Outcome> OutcomeAsync()
    {
        var options = new DbContextOptionsBuilder<SqliteNotificationsDbContext>();
        DatabaseSetup.UseSqlite(options, $"Data Source={Path.Combine(_folder.Path, "notifications.db")}");
        await using var db = new SqliteNotificationsDbContext(options.Options);
        var texts = _twilio.Taken.GroupBy(m => m.To).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        return await Outcome.ReadAsync(db, texts, _mail.TakenByAddress());
    }

    public async ValueTask DisposeAsync()
    {
        await _reports.DisposeAsync();
        await _smtp.DisposeAsync();
        await _mail.DisposeAsync();
        await _twilio.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    /// <summary>A patient's number tells its addresses: the outcome finds them again by it.</summary>
    public static Guid PatientOf(int number) => new(number, 0, 0, new byte[8]);

    public static string PhoneOf(int number) => string.Create(CultureInfo.InvariantCulture, $"+1646{number:0000000}");

    public static string EmailOf(int number) => string.Create(CultureInfo.InvariantCulture, $"p{number}@example.com");

    private static async Task PlanAsync(
        NotificationsDbContext db, ReminderBook book, Protection protection, int number, CancellationToken cancellationToken)
    {
        var (patient, series) = (PatientOf(number), Guid.NewGuid());
        var contact = new ContactDetails("Ada Quill", "Ada", PhoneOf(number), EmailOf(number));
        db.Recipients.Add(new Recipient
        {
            PatientId = patient,
            ContactVersion = 1,
            ProtectedContact = protection.Protect(Protection.ContactDetails, contact),
            HasPhone = true,
            HasEmail = true,
            TimeZoneId = NotificationsHost.NewYork,
            Language = "en",
            ChangedAt = Times.MondayMorning,
            Version = 1,
        });
        db.Sessions.Add(new TrackedSession
        {
            SessionId = Guid.NewGuid(),
            SeriesId = series,
            PatientId = patient,
            SiteTimeZoneId = NotificationsHost.NewYork,
            StartsAt = Due + Duration.FromDays(3),
            EndsAt = Due + Duration.FromDays(3) + Events.Stay,
            State = TrackedSessionState.Booked,
            Version = 1,
        });
        var subject = new ReminderSubject(patient, series) { SiteTimeZoneId = NotificationsHost.NewYork };
        var planned = new PlannedReminder(ReminderKind.BookingConfirmation, Due, Due + Duration.FromDays(3));
        await book.PlanAsync(db, subject, [planned], cancellationToken);
    }
}
