using Clinic.Notifications.Features.ReadPreferences;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Settings;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Features.ChangePreferences;

internal static class ChangePreferencesEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPut("/patients/{patientId:guid}/preferences", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .Validate<ChangePreferencesRequest>()
        .WithName("ChangePreferences")
        .WithSummary("Notes what a patient decided about messages")
        .Produces<PreferencesView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    private static async Task<IResult> HandleAsync(
        Guid patientId,
        ChangePreferencesRequest request,
        HttpContext http,
        Commands<NotificationsDbContext> commands,
        MessageSettings settings,
        Auditor auditor,
        IClock clock)
    {
        var version = EntityTag.Required(http.Request);
        if (!version.Succeeded)
        {
            return version.Refusal.ToProblem();
        }

        var recordedBy = http.User.Identity?.Name ?? "unknown";
        return await commands.ExecuteAsync<PreferencesView>(http, async (db, token) =>
        {
            if (await db.Recipients.FindAsync([patientId], token) is null)
            {
                return Refusal.NotFound("patient", "patientId");
            }

            var changes = await db.PreferenceChanges.Where(p => p.PatientId == patientId).ToListAsync(token);
            if (changes.Count != version.Value)
            {
                return Refusal.Stale();
            }

            var added = Rows(patientId, request, changes.Count, recordedBy, clock.GetCurrentInstant());
            db.PreferenceChanges.AddRange(added);
            auditor.Record(db, "preferences.change", patientId);
            return PreferencesView.Of(patientId, [.. changes, .. added], settings.BillingNeedsConsent);
        });
    }

    private static List<PreferenceChange> Rows(Guid patientId, ChangePreferencesRequest request, int known, string recordedBy, Instant now) =>
        [.. request.Preferences!.Select((decision, i) => new PreferenceChange
        {
            PatientId = patientId,
            Number = known + i + 1,
            Channel = decision.Channel!.Value,
            Purpose = decision.Purpose!.Value,
            Allowed = decision.Allowed!.Value,
            DecidedAt = now,
            RecordedBy = recordedBy,
            Method = request.Method!,
        })];
}
