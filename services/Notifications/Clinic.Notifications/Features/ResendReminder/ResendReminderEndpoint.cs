using Clinic.Notifications.Features.ListReminders;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Features.ResendReminder;

/// <summary>Why a message is sent once more.</summary>
/// <param name="Reason">In a sentence, for the audit log.</param>
internal sealed record ResendReminderRequest(string? Reason);

internal sealed class ResendReminderValidator : AbstractValidator<ResendReminderRequest>
{
    public ResendReminderValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(400);
}

/// <summary>
/// Sends a message once more, as a reminder of its own that everything is checked for again. What may still arrive, because it waits or
/// nobody knows what became of it, is not repeated.
/// </summary>
internal static class ResendReminderEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/reminders/{reminderId:guid}/resends", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .Validate<ResendReminderRequest>()
        .WithName("ResendReminder")
        .WithSummary("Sends a message once more that was sent, failed or came too late; never one in doubt")
        .Produces<ReminderView>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> HandleAsync(
        Guid reminderId,
        ResendReminderRequest request,
        HttpContext http,
        Commands<NotificationsDbContext> commands,
        ReminderBook book,
        Auditor auditor,
        IClock clock) =>
        commands.CreateAsync<ReminderView>(http, view => $"/api/notifications/v1/reminders/{view.Id}", async (db, token) =>
        {
            if (await db.Reminders.FindAsync([reminderId], token) is not { } reminder)
            {
                return Refusal.NotFound("reminder", "reminderId");
            }

            var same = await db.Reminders.Where(r => r.SubjectId == reminder.SubjectId && r.SubjectVersion == reminder.SubjectVersion
                && r.Kind == reminder.Kind && r.Channel == reminder.Channel).ToListAsync(token);
            if (Against(reminder, same, clock.GetCurrentInstant()) is { } refusal)
            {
                return refusal;
            }

            var recipient = await db.Recipients.FindAsync([reminder.PatientId], token);
            var copy = book.Again(reminder, same.Max(r => r.Copy) + 1, recipient);
            db.Reminders.Add(copy);
            auditor.Record(db, "reminder.resend", reminder.PatientId, copy.Id, request.Reason);
            return ReminderView.Of(copy);
        });

    private static Refusal? Against(Reminder reminder, List<Reminder> same, Instant now) =>
        same.Any(r => r.State is ReminderState.InDoubt or ReminderState.Sending)
            ? Refusal.Conflict("in-doubt", "The message may have arrived. Settle that first; a repeat could be one too many.", "reminderId")
        : same.Any(r => r.IsPending)
            ? Refusal.Conflict("still-pending", "The message is still to be sent.", "reminderId")
        : reminder.State is ReminderState.Cancelled
            ? Refusal.Conflict("cancelled", "What the message is about has gone, or the patient does not want it.", "reminderId")
        : now >= reminder.NotAfter
            ? Refusal.Conflict("too-late", "The message is of no use any more.", "reminderId")
        : null;
}
