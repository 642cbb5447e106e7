using System.Text.Json;
using Clinic.Contracts.Scheduling;
using Clinic.Notifications.Channels;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Features.Unsubscribe;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using Clinic.Notifications.Rendering;
using Clinic.ServiceDefaults.Privacy;
using NodaTime;

namespace Clinic.Notifications.Features.SendReminders;

/// <summary>Writes the message of a due reminder. Only here are contact details and links decrypted.</summary>
internal sealed class MessageComposer(MessageRenderer renderer, UnsubscribeLinks unsubscribe, Protection protection)
{
    /// <summary>The recipient's address for a channel.</summary>
    public string AddressOf(Recipient recipient, Channel channel)
    {
        var contact = Contact(recipient);
        return (channel is Channel.Sms ? contact.Phone : contact.Email) ?? "";
    }

    /// <summary>The message as the recipient reads it, or null when there is no wording for it.</summary>
    public RenderedMessage? Render(Reminder reminder, ReminderKind kind, DueFacts facts)
    {
        var recipient = facts.RecipientOf(reminder)!;
        var template = facts.Templates.Find(kind, reminder.Channel, recipient.Language);
        return template is null ? null : renderer.Render(template, Values(reminder, kind, facts, recipient));
    }

    /// <summary>The message on its way; an email with what belongs to it.</summary>
    public OutgoingMessage Address(RenderedMessage rendered, AttemptKey attempt, string address, Reminder reminder, DueFacts facts)
    {
        var message = new OutgoingMessage(attempt, address, rendered.Subject, rendered.Text, null) { NotAfter = reminder.NotAfter };
        return reminder.Channel is not Channel.Email ? message : message with
        {
            Html = rendered.Html,
            Calendar = reminder.Kind == ReminderKind.BookingConfirmation.Code ? VisitCalendar.Write(facts.VisitsOf(reminder), attempt.StartedAt) : null,
            Unsubscribe = unsubscribe.For(reminder.PatientId, ReminderKind.Find(reminder.Kind)!),
        };
    }

    private MessageValues Values(Reminder reminder, ReminderKind kind, DueFacts facts, Recipient recipient)
    {
        var wording = Wording.Of(recipient.Language);
        var values = new MessageValues { Name = Contact(recipient).GivenName };
        return kind.Family switch
        {
            KindFamily.SessionReminder => OfVisit(values, wording, LocalStart(facts.SessionOf(reminder)!, recipient)),
            KindFamily.BookingConfirmation => OfSeries(values, wording, [.. facts.VisitsOf(reminder).Select(v => LocalStart(v, recipient))]),
            KindFamily.ConsentRequest or KindFamily.ConsentChase =>
                values with { Link = protection.Unprotect<string>(Protection.ConsentLink, reminder.ProtectedLink!) },
            KindFamily.WaitlistOffer => OfOffer(values, wording, JsonSerializer.Deserialize<OfferValues>(reminder.Values!)!) with
            {
                Link = protection.Unprotect<string>(Protection.OfferLink, reminder.ProtectedLink!),
            },
            KindFamily.InvoiceIssued => OfInvoice(values, wording, JsonSerializer.Deserialize<InvoiceValues>(reminder.Values!)!),
            _ => values,
        };
    }

    private static MessageValues OfVisit(MessageValues values, Wording wording, ZonedDateTime start) =>
        values with { Date = wording.Date(start.Date), Time = wording.Time(start.TimeOfDay) };

    private static MessageValues OfSeries(MessageValues values, Wording wording, IReadOnlyList<ZonedDateTime> starts) =>
        OfVisit(values, wording, starts[0]) with
        {
            Visits = Wording.Number(starts.Count),
            VisitList = string.Join('\n', starts.Select(wording.DateAndTime)),
        };

    private static MessageValues OfInvoice(MessageValues values, Wording wording, InvoiceValues invoice) => values with
    {
        Invoice = invoice.Number,
        Amount = Wording.Money(invoice.AmountMinor, invoice.Currency),
        Due = wording.Date(LocalDate.FromDateOnly(invoice.DueOn)),
    };

    private static MessageValues OfOffer(MessageValues values, Wording wording, OfferValues offer)
    {
        var zone = Zones.Of(offer.SiteTimeZoneId);
        return OfVisit(values, wording, Instant.FromDateTimeOffset(offer.FirstStartsAt).InZone(zone)) with
        {
            Visits = Wording.Number(offer.Visits),
            Until = wording.DayAndTime(Instant.FromDateTimeOffset(offer.ExpiresAt).InZone(zone)),
        };
    }

    // A visit is told in the time of the place it happens at.
    private static ZonedDateTime LocalStart(TrackedSession session, Recipient recipient) =>
        session.StartsAt!.Value.InZone(Zones.Of(session.SiteTimeZoneId ?? recipient.TimeZoneId));

    private ContactDetails Contact(Recipient recipient) =>
        protection.Unprotect<ContactDetails>(Protection.ContactDetails, recipient.ProtectedContact);
}
