using Clinic.Notifications.Channels;
using Clinic.Notifications.Features.ListReminders;
using Clinic.Notifications.Features.SendReminders;
using Clinic.Notifications.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Notifications.Features.ResolveReminder;

/// <summary>What a person found out about a message in doubt.</summary>
/// <param name="Arrived">Whether the patient has it. When not, it is sent again if it is still of use.</param>
/// <param name="Reason">How that is known, for the audit log.</param>
internal sealed record ResolveReminderRequest(bool? Arrived, string? Reason);

internal sealed class ResolveReminderValidator : AbstractValidator<ResolveReminderRequest>
{
    public ResolveReminderValidator()
    {
        RuleFor(r => r.Arrived).NotNull().WithMessage("Say whether the patient has the message.");
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(400);
    }
}

/// <summary>Settles by a person's word what no provider can tell, such as an email whose server went silent.</summary>
internal static class ResolveReminderEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/reminders/{reminderId:guid}/resolution", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .Validate<ResolveReminderRequest>()
        .WithName("ResolveReminder")
        .WithSummary("Settles a message in doubt by what a person found out")
        .Produces<ReminderView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> HandleAsync(
        Guid reminderId,
        ResolveReminderRequest request,
        HttpContext http,
        Commands<NotificationsDbContext> commands,
        SettleReminders settle,
        Auditor auditor) =>
        commands.ExecuteAsync<ReminderView>(http, async (db, token) =>
        {
            if (await db.Reminders.FindAsync([reminderId], token) is not { } reminder)
            {
                return Refusal.NotFound("reminder", "reminderId");
            }

            var attempt = await db.Attempts.FirstOrDefaultAsync(a => a.ReminderId == reminderId && a.State == AttemptState.Started, token);
            if (reminder.State != ReminderState.InDoubt || attempt is null)
            {
                return Refusal.Conflict("not-in-doubt", "Only a message in doubt can be settled by hand.", "reminderId");
            }

            SendResult result = request.Arrived!.Value ? new SendResult.Accepted("by-hand") : new SendResult.NeverArrived("by-hand");
            settle.Settle(db, attempt, reminder, result);
            auditor.Record(db, "reminder.resolve", reminder.PatientId, reminder.Id, request.Reason);
            return ReminderView.Of(reminder);
        });
}
