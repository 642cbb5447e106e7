using System.Globalization;

namespace Clinic.Notifications.Channels.Twilio;

/// <summary>Where Twilio calls us.</summary>
internal static class TwilioRoutes
{
    /// <summary>The public part of every route of this service.</summary>
    public const string Root = "/api/notifications/v1";

    /// <summary>Answers of patients.</summary>
    public const string Messages = "/webhooks/twilio/messages";

    /// <summary>What became of messages, by attempt.</summary>
    public const string Statuses = "/webhooks/twilio/statuses";

    /// <summary>
    /// Where Twilio reports on an attempt. The attempt is in the address, which the signature covers: a report about a
    /// message whose answer was lost still finds it.
    /// </summary>
    public static Uri StatusCallback(TwilioSettings settings, Guid attemptId) =>
        At(settings, string.Create(CultureInfo.InvariantCulture, $"{Root}{Statuses}/{attemptId}"));

    /// <summary>A path as Twilio calls it, whatever proxies made of it on the way.</summary>
    public static Uri At(TwilioSettings settings, string pathAndQuery) =>
        new(settings.WebhookBaseUrl.AbsoluteUri.TrimEnd('/') + pathAndQuery);
}
