using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Persistence;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Notifications.Features.ReadPreferences;

/// <summary>What a patient lets us send.</summary>
/// <param name="PatientId">The patient.</param>
/// <param name="Preferences">One entry for each channel and purpose.</param>
/// <param name="Version">Number of decisions so far.</param>
internal sealed record PreferencesView(Guid PatientId, IReadOnlyList<PreferenceView> Preferences, int Version) : IVersioned
{
    public static async Task<PreferencesView> ReadAsync(
        NotificationsDbContext db, Guid patientId, bool billingNeedsConsent, CancellationToken cancellationToken)
    {
        var changes = await db.PreferenceChanges.AsNoTracking().Where(p => p.PatientId == patientId).ToListAsync(cancellationToken);
        return Of(patientId, changes, billingNeedsConsent);
    }

    public static PreferencesView Of(Guid patientId, IReadOnlyCollection<PreferenceChange> changes, bool billingNeedsConsent)
    {
        var all =
            from channel in Enum.GetValues<Channel>()
            from purpose in Enum.GetValues<Purpose>()
            let newest = changes.Where(c => c.Channel == channel && c.Purpose == purpose).MaxBy(c => c.Number)
            select new PreferenceView(
                channel,
                purpose,
                newest?.Allowed ?? (purpose != Purpose.Billing || !billingNeedsConsent),
                newest?.DecidedAt.ToDateTimeOffset(),
                newest?.RecordedBy,
                newest?.Method,
                newest?.Evidence);
        return new PreferencesView(patientId, [.. all], changes.Count);
    }
}

/// <summary>One decision with its proof.</summary>
/// <param name="Channel">How messages travel.</param>
/// <param name="Purpose">What they are for.</param>
/// <param name="Allowed">Whether we may send them.</param>
/// <param name="DecidedAt">When the patient said so, UTC; null while nothing was said and the clinic's default holds.</param>
/// <param name="RecordedBy">Who wrote it down.</param>
/// <param name="Method">How the patient said it.</param>
/// <param name="Evidence">What proves it where no person wrote it down: the provider's id of the answer, or its code.</param>
internal sealed record PreferenceView(
    Channel Channel, Purpose Purpose, bool Allowed, DateTimeOffset? DecidedAt, string? RecordedBy, string? Method, string? Evidence);
