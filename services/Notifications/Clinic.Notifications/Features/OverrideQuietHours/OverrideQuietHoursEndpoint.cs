using Clinic.Notifications.Domain.Sending;
using Clinic.Notifications.Features.ListReminders;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;

namespace Clinic.Notifications.Features.OverrideQuietHours;

/// <summary>Why a message may ring in quiet hours.</summary>
/// <param name="Reason">In a sentence, for the audit log, for example <c>The visit was moved to 7:00; the patient asked to be told at once</c>.</param>
internal sealed record OverrideQuietHoursRequest(string? Reason);

internal sealed class OverrideQuietHoursValidator : AbstractValidator<OverrideQuietHoursRequest>
{
    public OverrideQuietHoursValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(400);
}

/// <summary>Lets one message that has not left go out at its ideal time, whatever the hour. Opt-outs and its own end still hold.</summary>
internal static class OverrideQuietHoursEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/reminders/{reminderId:guid}/quiet-hours-override", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .Validate<OverrideQuietHoursRequest>()
        .WithName("OverrideQuietHours")
        .WithSummary("Lets a message that has not left ring in quiet hours, with a reason for the audit log")
        .Produces<ReminderView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> HandleAsync(
        Guid reminderId,
        OverrideQuietHoursRequest request,
        HttpContext http,
        Commands<NotificationsDbContext> commands,
        ReminderBook book,
        Auditor auditor) =>
        commands.ExecuteAsync<ReminderView>(http, async (db, token) =>
        {
            if (await db.Reminders.FindAsync([reminderId], token) is not { } reminder)
            {
                return Refusal.NotFound("reminder", "reminderId");
            }

            var droppedForTheNight = reminder is { State: ReminderState.Lapsed, Reason: Reasons.QuietHours };
            if (!reminder.IsPending && !droppedForTheNight)
            {
                return Refusal.Conflict("not-pending", "Only a message that has not left can be let through.", "reminderId");
            }

            reminder.IgnoresQuietHours = true;
            book.Move(reminder, await db.Recipients.FindAsync([reminder.PatientId], token), reminder.WantedAt, reminder.NotAfter);
            auditor.Record(db, "reminder.override-quiet-hours", reminder.PatientId, reminder.Id, request.Reason);
            return ReminderView.Of(reminder);
        });
}
