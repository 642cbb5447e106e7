using Clinic.Notifications.Domain.Preferences;
using Clinic.Notifications.Settings;

namespace Clinic.Notifications.Features.ReceiveMessage;

/// <summary>What we answer to an answer. It goes back with the call that brought it.</summary>
internal static class Replies
{
    /// <returns>Null when nothing is to be said.</returns>
    public static string? To(InboundIntent intent, MessageSettings settings)
    {
        var (clinic, phone) = (settings.Texts.SenderName, settings.Texts.ContactPhone);
        return intent switch
        {
            // One confirmation of an opt-out is allowed, and nothing may follow it (47 CFR 64.1200(a)(12)).
            InboundIntent.Stop => $"{clinic}: you get no more texts from us. START=get them again. {phone}",
            InboundIntent.Start => $"{clinic}: you get our texts again. {phone} STOP=opt out",
            InboundIntent.Help => $"{clinic}: texts about your visits. Call us: {phone} STOP=opt out",
            InboundIntent.Move => $"{clinic}: we call you to find another time. {phone} STOP=opt out",
            _ => null,
        };
    }
}
