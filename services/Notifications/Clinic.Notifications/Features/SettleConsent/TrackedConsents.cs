using Clinic.Notifications.Persistence;

namespace Clinic.Notifications.Features.SettleConsent;

internal static class TrackedConsents
{
    /// <summary>Notes how a consent ended. A withdrawal is final: a signature that arrives after it changes nothing.</summary>
    public static async Task SettleAsync(
        NotificationsDbContext db, Guid consentId, Guid seriesId, Guid patientId, TrackedConsentState state, CancellationToken cancellationToken)
    {
        var consent = await db.Consents.FindAsync([consentId], cancellationToken);
        if (consent is null)
        {
            db.Consents.Add(new TrackedConsent { ConsentId = consentId, SeriesId = seriesId, PatientId = patientId, State = state, Version = 1 });
        }
        else if (consent.State != TrackedConsentState.Withdrawn)
        {
            consent.State = state;
            consent.Version++;
        }
    }
}
