using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Rendering;
using Clinic.Notifications.Settings;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Notifications.Features.SendReminders;

/// <summary>Everything that deciding about and rendering a batch of due reminders needs, read at once.</summary>
internal sealed class DueFacts
{
    private readonly Dictionary<Guid, Recipient> _recipients;
    private readonly ILookup<Guid, PreferenceChange> _preferences;
    private readonly Dictionary<Guid, TrackedSession> _sessions;
    private readonly ILookup<Guid, TrackedSession> _series;
    private readonly Dictionary<Guid, TrackedConsent> _consents;
    private readonly Dictionary<Guid, TrackedOffer> _offers;

    private DueFacts(
        List<Recipient> recipients,
        List<PreferenceChange> preferences,
        List<TrackedSession> sessions,
        List<TrackedConsent> consents,
        List<TrackedOffer> offers,
        TemplateSet templates)
    {
        _recipients = recipients.ToDictionary(r => r.PatientId);
        _preferences = preferences.ToLookup(p => p.PatientId);
        _sessions = sessions.ToDictionary(s => s.SessionId);
        _series = sessions.ToLookup(s => s.SeriesId);
        _consents = consents.ToDictionary(c => c.ConsentId);
        _offers = offers.ToDictionary(o => o.OfferId);
        Templates = templates;
    }

    /// <summary>The wording in force.</summary>
    public TemplateSet Templates { get; }

    public static async Task<DueFacts> LoadAsync(NotificationsDbContext db, List<Reminder> due, CancellationToken cancellationToken)
    {
        var patients = due.Select(r => r.PatientId).Distinct().ToList();
        var subjects = due.Select(r => r.SubjectId).Distinct().ToList();
        return new DueFacts(
            await db.Recipients.AsNoTracking().Where(r => patients.Contains(r.PatientId)).ToListAsync(cancellationToken),
            await db.PreferenceChanges.AsNoTracking().Where(p => patients.Contains(p.PatientId)).ToListAsync(cancellationToken),
            await db.Sessions.AsNoTracking()
                .Where(s => subjects.Contains(s.SessionId) || subjects.Contains(s.SeriesId)).ToListAsync(cancellationToken),
            await db.Consents.AsNoTracking().Where(c => subjects.Contains(c.ConsentId)).ToListAsync(cancellationToken),
            await db.Offers.AsNoTracking().Where(o => subjects.Contains(o.OfferId)).ToListAsync(cancellationToken),
            await TemplateSet.LoadAsync(db, cancellationToken));
    }

    public Recipient? RecipientOf(Reminder reminder) => _recipients.GetValueOrDefault(reminder.PatientId);

    public TrackedSession? SessionOf(Reminder reminder) => _sessions.GetValueOrDefault(reminder.SubjectId);

    /// <summary>The visits of a series that still stand, by start.</summary>
    public IReadOnlyList<TrackedSession> VisitsOf(Reminder reminder) =>
        [.. _series[reminder.SubjectId].Where(s => s.State != TrackedSessionState.Cancelled && s.StartsAt is not null).OrderBy(s => s.StartsAt)];

    /// <summary>Whether what the reminder is about is still as it was when it was planned.</summary>
    public bool SubjectStands(Reminder reminder, ReminderKind kind) => kind.Family switch
    {
        KindFamily.SessionReminder => SessionOf(reminder) is { State: TrackedSessionState.Booked } session
            && session.SessionVersion == reminder.SubjectVersion,
        KindFamily.BookingConfirmation or KindFamily.FollowUp => VisitsOf(reminder).Count > 0,
        KindFamily.ConsentRequest or KindFamily.ConsentChase =>
            _consents.GetValueOrDefault(reminder.SubjectId)?.State == TrackedConsentState.Requested,
        KindFamily.WaitlistOffer => _offers.GetValueOrDefault(reminder.SubjectId)?.State == TrackedOfferState.Open,
        _ => true,
    };

    /// <summary>Whether the patient lets us send it. The newest decision for the channel and purpose counts.</summary>
    public bool Allowed(Reminder reminder, ReminderKind kind, MessageSettings settings) =>
        _preferences[reminder.PatientId]
            .Where(p => p.Channel == reminder.Channel && p.Purpose == kind.Purpose)
            .MaxBy(p => p.Number)?.Allowed
        ?? (kind.Purpose != Purpose.Billing || !settings.BillingNeedsConsent);
}
