using System.Xml.Linq;
using Clinic.Notifications.Channels.Twilio;
using Clinic.Notifications.Domain.Preferences;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Settings;
using Clinic.ServiceDefaults.Http;
using Microsoft.AspNetCore.Mvc;

namespace Clinic.Notifications.Features.ReceiveMessage;

/// <summary>Where Twilio hands over answers. Anonymous, since Twilio has no token of ours: its signature is checked instead.</summary>
internal static class TwilioMessageEndpoint
{
    private const int LongestText = 1600;

    public static void Map(RouteGroupBuilder group) => group.MapPost(TwilioRoutes.Messages, HandleAsync)
        .AllowAnonymous()
        .AddEndpointFilter<TwilioSigned>()
        .WithName("ReceiveTwilioMessage")
        .WithSummary("Takes a patient's answer from Twilio; signed by Twilio, answered in TwiML")
        .Produces<string>(StatusCodes.Status200OK, "application/xml")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        HttpContext http, MessageReceiver receive, MessageSettings settings, [FromServices] TwilioSettings? twilio, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var (sid, sender, text, handled) = (form["MessageSid"].ToString(), form["From"].ToString(), form["Body"].ToString(), form["OptOutType"].ToString());
        if (Wrong(sid, sender, text) is { } field)
        {
            return Refusal.Invalid(field, "The value is missing or has the wrong form.").ToProblem();
        }

        var intent = IntentOf(handled, text);
        var message = new IncomingMessage(TwilioSmsSender.Name, sid, new InboundContent(sender, text), intent);
        var changed = await receive.TakeAsync(message, cancellationToken);
        // Twilio has answered already: always with its advanced opt-out, else to its own words.
        var answered = handled.Length > 0 || (twilio is { AnswersKeywords: true } && KeywordReplies.AnsweredByProvider(text));
        return TwiMl(changed && !answered ? Replies.To(intent, settings) : null);
    }

    private static string? Wrong(string sid, string sender, string text) =>
        sid.Length is 0 or > 64 ? "MessageSid"
        : sender.Length is 0 or > 40 ? "From"
        : text.Length > LongestText ? "Body"
        : null;

    private static InboundIntent IntentOf(string optOutType, string text) => optOutType.ToUpperInvariant() switch
    {
        "STOP" => InboundIntent.Stop,
        "START" => InboundIntent.Start,
        "HELP" => InboundIntent.Help,
        _ => InboundText.Read(text),
    };

    private static IResult TwiMl(string? reply) => Results.Text(
        new XElement("Response", reply is null ? null : new XElement("Message", reply)).ToString(SaveOptions.DisableFormatting), "application/xml");
}
