using System.Globalization;

namespace Clinic.Notifications.Domain.Reminders;

/// <summary>What a reminder says, as a stable code that events, templates and lists carry.</summary>
/// <param name="Code">For example <c>session-reminder-24h</c>.</param>
/// <param name="Family">Which rules apply.</param>
public sealed record ReminderKind(string Code, KindFamily Family)
{
    private const string SessionPrefix = "session-reminder";
    private const string FollowUpPrefix = "follow-up";
    private const string ChasePrefix = "consent-chase";

    /// <summary>A series was booked.</summary>
    public static ReminderKind BookingConfirmation { get; } = new("booking-confirmation", KindFamily.BookingConfirmation);

    /// <summary>The day after a visit.</summary>
    public static ReminderKind CheckInNextDay { get; } = new("check-in-next-day", KindFamily.CheckIn);

    /// <summary>A form waits to be signed.</summary>
    public static ReminderKind ConsentRequest { get; } = new("consent-request", KindFamily.ConsentRequest);

    /// <summary>An invoice was issued.</summary>
    public static ReminderKind InvoiceIssued { get; } = new("invoice-issued", KindFamily.InvoiceIssued);

    /// <summary>A place is free for somebody who waits.</summary>
    public static ReminderKind WaitlistOffer { get; } = new("waitlist-offer", KindFamily.WaitlistOffer);

    /// <summary>Somebody else got the place that was offered.</summary>
    public static ReminderKind WaitlistTaken { get; } = new("waitlist-taken", KindFamily.WaitlistEnd);

    /// <summary>The time to answer an offer is over.</summary>
    public static ReminderKind WaitlistExpired { get; } = new("waitlist-expired", KindFamily.WaitlistEnd);

    /// <summary>What the patient can opt out of to stop it.</summary>
    public Purpose Purpose => Family switch
    {
        KindFamily.ConsentRequest or KindFamily.ConsentChase => Purpose.Consent,
        KindFamily.FollowUp => Purpose.FollowUp,
        KindFamily.InvoiceIssued => Purpose.Billing,
        _ => Purpose.Appointments,
    };

    /// <summary>The channels it is sent by. Billing content never goes into a text message.</summary>
    public IReadOnlyList<Channel> Channels => Family is KindFamily.InvoiceIssued ? [Channel.Email] : [Channel.Sms, Channel.Email];

    /// <summary>The code whose template is used when the exact code has none.</summary>
    public string FallbackCode => Family switch
    {
        KindFamily.SessionReminder => SessionPrefix,
        KindFamily.FollowUp => FollowUpPrefix,
        KindFamily.ConsentChase => ChasePrefix,
        _ => Code,
    };

    /// <summary>Some hours before a visit.</summary>
    /// <param name="hours">Whole hours before its start.</param>
    public static ReminderKind Session(int hours) => new(Numbered(SessionPrefix, hours, "h"), KindFamily.SessionReminder);

    /// <summary>Some months after the last visit of a series.</summary>
    /// <param name="months">Whole months.</param>
    public static ReminderKind FollowUp(int months) => new(Numbered(FollowUpPrefix, months, "m"), KindFamily.FollowUp);

    /// <summary>The form is still unsigned some hours after it was sent.</summary>
    /// <param name="hours">Whole hours after the request.</param>
    public static ReminderKind ConsentChase(int hours) => new(Numbered(ChasePrefix, hours, "h"), KindFamily.ConsentChase);

    /// <summary>Reads a code.</summary>
    /// <param name="code">What <see cref="Code"/> or <see cref="FallbackCode"/> returned.</param>
    /// <returns>The kind, or null when there is none with that code.</returns>
    public static ReminderKind? Find(string? code) => code switch
    {
        null => null,
        _ when code == BookingConfirmation.Code => BookingConfirmation,
        _ when code == CheckInNextDay.Code => CheckInNextDay,
        _ when code == ConsentRequest.Code => ConsentRequest,
        _ when code == InvoiceIssued.Code => InvoiceIssued,
        _ when code == WaitlistOffer.Code => WaitlistOffer,
        _ when code == WaitlistTaken.Code => WaitlistTaken,
        _ when code == WaitlistExpired.Code => WaitlistExpired,
        _ => FindNumbered(code, SessionPrefix, 'h', KindFamily.SessionReminder)
            ?? FindNumbered(code, FollowUpPrefix, 'm', KindFamily.FollowUp)
            ?? FindNumbered(code, ChasePrefix, 'h', KindFamily.ConsentChase),
    };

    /// <summary>
    /// Whether quiet hours hold it back. They protect from a phone that rings at night; the email that answers what the
    /// patient has just arranged may go at once, as any booking site's does.
    /// </summary>
    /// <param name="channel">How it travels.</param>
    public bool ObservesQuietHours(Channel channel) =>
        channel is Channel.Sms || Family is not (KindFamily.BookingConfirmation or KindFamily.ConsentRequest);

    private static string Numbered(string prefix, int number, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number}{unit}");

    private static ReminderKind? FindNumbered(string code, string prefix, char unit, KindFamily family)
    {
        if (code == prefix)
        {
            return new ReminderKind(code, family);
        }

        var hasNumber = code.Length > prefix.Length + 2
            && code.StartsWith(prefix + "-", StringComparison.Ordinal)
            && code[^1] == unit
            && code[(prefix.Length + 1)..^1].All(char.IsAsciiDigit);
        return hasNumber && code.Length <= prefix.Length + 6 ? new ReminderKind(code, family) : null;
    }
}
