namespace Clinic.Notifications.Domain.Sending;

/// <summary>Why the last decision about a reminder was made, as stable codes that the front desk sees.</summary>
public static class Reasons
{
    /// <summary>The visit or form it is about was cancelled, moved or settled in the meantime.</summary>
    public const string SubjectChanged = "subject-changed";

    /// <summary>The visit was moved; reminders for the new time took its place.</summary>
    public const string SessionMoved = "session-moved";

    /// <summary>The visit was cancelled.</summary>
    public const string SessionCancelled = "session-cancelled";

    /// <summary>The form was signed.</summary>
    public const string ConsentSigned = "consent-signed";

    /// <summary>The consent was withdrawn.</summary>
    public const string ConsentWithdrawn = "consent-withdrawn";

    /// <summary>The offered place was answered, or the offer ended.</summary>
    public const string OfferEnded = "offer-ended";

    /// <summary>The patient opted out.</summary>
    public const string OptedOut = "opted-out";

    /// <summary>It was of no use any more when it could have been sent.</summary>
    public const string TooLate = "too-late";

    /// <summary>The patient has no address for the channel, or is not known yet.</summary>
    public const string NoAddress = "no-address";

    /// <summary>It fell into quiet hours: moved to an allowed time, or dropped because none was left.</summary>
    public const string QuietHours = "quiet-hours";

    /// <summary>The rendered text breaks a rule, for example its length.</summary>
    public const string TextRefused = "text-refused";

    /// <summary>The provider did not take it for now.</summary>
    public const string ProviderBusy = "provider-busy";

    /// <summary>The provider refused it for good.</summary>
    public const string ProviderRefused = "provider-refused";

    /// <summary>No message reaches the address: the number is not valid, or no phone for text messages.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The provider took it, but it did not arrive.</summary>
    public const string DeliveryFailed = "delivery-failed";

    /// <summary>The email was not needed: the text message arrived.</summary>
    public const string ReachedBySms = "reached-by-sms";

    /// <summary>The email goes out because the text message failed.</summary>
    public const string SmsFailed = "sms-failed";

    /// <summary>The email goes out because nobody reported that the text message arrived.</summary>
    public const string NoDeliveryReport = "no-delivery-report";

    /// <summary>Nobody can tell yet whether the provider took it.</summary>
    public const string OutcomeUnknown = "outcome-unknown";

    /// <summary>The provider has no trace of the earlier attempt; it is tried again.</summary>
    public const string NotAtProvider = "not-at-provider";
}
