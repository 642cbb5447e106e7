using Clinic.Notifications.Persistence;
using Clinic.Notifications.Settings;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Notifications.Features.ReadPreferences;

internal static class ReadPreferencesEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/patients/{patientId:guid}/preferences", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .WithName("ReadPreferences")
        .WithSummary("Shows what a patient lets us send, with the proof of each decision")
        .Produces<PreferencesView>();

    private static async Task<IResult> HandleAsync(
        Guid patientId,
        HttpContext http,
        NotificationsDbContext db,
        MessageSettings settings,
        Auditor auditor,
        Transactor<NotificationsDbContext> transactor,
        CancellationToken cancellationToken)
    {
        await auditor.RecordReadAsync(transactor, "preferences.read", patientId, null, cancellationToken);
        return EntityTag.Ok(http, await PreferencesView.ReadAsync(db, patientId, settings.BillingNeedsConsent, cancellationToken));
    }
}
