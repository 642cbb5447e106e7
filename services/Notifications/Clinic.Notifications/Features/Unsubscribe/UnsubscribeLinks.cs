using System.Security.Cryptography;
using Clinic.Notifications.Channels;
using Clinic.Notifications.Domain.Reminders;
using Clinic.ServiceDefaults.Privacy;

namespace Clinic.Notifications.Features.Unsubscribe;

/// <summary>Whose emails for what end.</summary>
internal sealed record UnsubscribeTicket(Guid PatientId, Purpose Purpose);

/// <summary>
/// Links that end emails of one purpose with one click (RFC 8058). They carry an encrypted ticket, so nobody can make one up, and
/// they are for what is not about a visit: follow-ups and invoices. How to prepare for a visit must not be lost by a click.
/// </summary>
internal sealed class UnsubscribeLinks(EmailSettings settings, Protection protection)
{
    /// <summary>The route of the links.</summary>
    public const string Route = "/unsubscribes";

    private const string Root = "/api/notifications/v1";
    private const string TicketPurpose = "Clinic.Notifications.Unsubscribe.v1";

    /// <summary>The link for an email, or null where none applies or no public address is configured.</summary>
    public Uri? For(Guid patientId, ReminderKind kind) =>
        settings.PublicUrl is { } address && kind.Purpose is Purpose.FollowUp or Purpose.Billing
            ? new Uri($"{address.AbsoluteUri.TrimEnd('/')}{Root}{Route}/{protection.Protect(TicketPurpose, new UnsubscribeTicket(patientId, kind.Purpose))}")
            : null;

    /// <summary>Reads the ticket of a link; null when it is none of ours.</summary>
    public UnsubscribeTicket? Read(string ticket)
    {
        try
        {
            return protection.Unprotect<UnsubscribeTicket>(TicketPurpose, ticket);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
