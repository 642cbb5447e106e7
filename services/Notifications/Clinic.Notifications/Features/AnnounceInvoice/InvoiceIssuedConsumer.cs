using System.Text.Json;
using Clinic.Contracts.Billing;
using Clinic.Messaging.Inbox;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using Clinic.Notifications.Rendering;
using NodaTime;

namespace Clinic.Notifications.Features.AnnounceInvoice;

/// <summary>Tells the patient by email that an invoice was issued. Never by SMS: a phone shows it to whoever holds it.</summary>
internal sealed class InvoiceIssuedConsumer(ReminderBook book) : IConsume<InvoiceIssued, NotificationsDbContext>
{
    // The notice is of use while the invoice can still be paid in time, and at least for a week.
    private static readonly Duration Useful = Duration.FromDays(7);

    public Task ConsumeAsync(InvoiceIssued message, NotificationsDbContext db, CancellationToken cancellationToken)
    {
        var issuedAt = Instant.FromDateTimeOffset(message.OccurredAt);
        var dueEnds = LocalDate.FromDateOnly(message.DueOn).PlusDays(1).AtMidnight().InUtc().ToInstant();
        var values = new InvoiceValues(message.InvoiceNumber, message.Total.AmountMinor, message.Total.Currency, message.DueOn);
        var subject = new ReminderSubject(message.PatientId, message.InvoiceId) { Values = JsonSerializer.Serialize(values) };
        var planned = new PlannedReminder(ReminderKind.InvoiceIssued, issuedAt, Instant.Max(dueEnds, issuedAt + Useful));
        return book.PlanAsync(db, subject, [planned], cancellationToken);
    }
}
