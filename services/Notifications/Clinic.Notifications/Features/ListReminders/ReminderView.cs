using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Features.ListReminders;

/// <summary>A reminder as the front desk sees it: never its text, never the address.</summary>
/// <param name="Id">The reminder.</param>
/// <param name="PatientId">Who gets it.</param>
/// <param name="SubjectId">The session, series, consent or invoice it is about.</param>
/// <param name="Kind">Code of its kind.</param>
/// <param name="Channel">How it travels.</param>
/// <param name="State">Where it is.</param>
/// <param name="Reason">Code of the last decision's reason, or null.</param>
/// <param name="DueAt">When it is to be sent, with the recipient's offset.</param>
/// <param name="NotAfter">From when on it is of no use, exclusive, with the recipient's offset.</param>
/// <param name="SentAt">When it was handed to the provider, with the recipient's offset.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Version">Grows with every change.</param>
internal sealed record ReminderView(
    Guid Id,
    Guid PatientId,
    Guid SubjectId,
    string Kind,
    Channel Channel,
    ReminderState State,
    string? Reason,
    DateTimeOffset DueAt,
    DateTimeOffset NotAfter,
    DateTimeOffset? SentAt,
    int Attempts,
    int Version) : IVersioned
{
    /// <summary>The provider's code for what went wrong last, for example <c>twilio-30003</c> or <c>smtp-550</c>; null without one.</summary>
    public string? ProviderCode { get; init; }

    /// <summary>When the provider reported that it arrived, with the recipient's offset; null while that is unknown.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>0 as planned; then the number of the repeat that the front desk asked for.</summary>
    public int Copy { get; init; }

    /// <summary>True when the front desk lets it ring in quiet hours.</summary>
    public bool IgnoresQuietHours { get; init; }

    /// <summary>Reads the providers' codes beside the reminders.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> CodesAsync(
        NotificationsDbContext db, IEnumerable<Reminder> reminders, CancellationToken cancellationToken)
    {
        var ids = reminders.Select(r => r.Id).ToList();
        var codes = await db.Attempts.AsNoTracking()
            .Where(a => ids.Contains(a.ReminderId) && a.ErrorCode != null)
            .Select(a => new { a.ReminderId, a.StartedAt, a.ErrorCode })
            .ToListAsync(cancellationToken);
        return codes.GroupBy(c => c.ReminderId).ToDictionary(g => g.Key, g => g.MaxBy(c => c.StartedAt)!.ErrorCode!);
    }

    public static ReminderView Of(Reminder reminder, IReadOnlyDictionary<Guid, string> codes) =>
        Of(reminder) with { ProviderCode = codes.GetValueOrDefault(reminder.Id) };

    public static ReminderView Of(Reminder reminder)
    {
        var zone = Zones.Of(reminder.TimeZoneId);
        return new ReminderView(
            reminder.Id,
            reminder.PatientId,
            reminder.SubjectId,
            reminder.Kind,
            reminder.Channel,
            reminder.State,
            reminder.Reason,
            Local(reminder.DueAt, zone),
            Local(reminder.NotAfter, zone),
            reminder.SentAt is { } sentAt ? Local(sentAt, zone) : null,
            reminder.Attempts,
            reminder.Version)
        {
            DeliveredAt = reminder.DeliveredAt is { } deliveredAt ? Local(deliveredAt, zone) : null,
            Copy = reminder.Copy,
            IgnoresQuietHours = reminder.IgnoresQuietHours,
        };
    }

    private static DateTimeOffset Local(Instant instant, DateTimeZone zone) => instant.InZone(zone).ToDateTimeOffset();
}
