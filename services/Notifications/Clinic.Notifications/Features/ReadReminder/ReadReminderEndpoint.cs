using Clinic.Notifications.Features.ListReminders;
using Clinic.Notifications.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Notifications.Features.ReadReminder;

internal static class ReadReminderEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/reminders/{reminderId:guid}", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .WithName("ReadReminder")
        .WithSummary("Shows a reminder")
        .Produces<ReminderView>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        Guid reminderId,
        HttpContext http,
        NotificationsDbContext db,
        Auditor auditor,
        Transactor<NotificationsDbContext> transactor,
        CancellationToken cancellationToken)
    {
        if (await db.Reminders.FindAsync([reminderId], cancellationToken) is not { } reminder)
        {
            return Refusal.NotFound("reminder", "reminderId").ToProblem();
        }

        await auditor.RecordReadAsync(transactor, "reminder.read", reminder.PatientId, reminder.Id, cancellationToken);
        return EntityTag.Ok(http, ReminderView.Of(reminder, await ReminderView.CodesAsync(db, [reminder], cancellationToken)));
    }
}
