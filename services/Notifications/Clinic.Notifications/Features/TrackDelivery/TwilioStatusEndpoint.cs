using System.Globalization;
using Clinic.Notifications.Channels;
using Clinic.Notifications.Channels.Twilio;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Notifications.Features.TrackDelivery;

/// <summary>Where Twilio reports on messages. Anonymous, since Twilio has no token of ours: its signature is checked instead.</summary>
internal static class TwilioStatusEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPost($"{TwilioRoutes.Statuses}/{{attemptId:guid}}", HandleAsync)
        .AllowAnonymous()
        .AddEndpointFilter<TwilioSigned>()
        .WithName("ReportTwilioStatus")
        .WithSummary("Takes Twilio's report on a message; signed by Twilio")
        .Produces(StatusCodes.Status204NoContent)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(Guid attemptId, HttpContext http, DeliveryTracker track, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        if (form["MessageSid"].ToString() is not { Length: > 0 and <= 64 } sid)
        {
            return Refusal.Invalid("MessageSid", "The message's SID is required.").ToProblem();
        }

        if (TwilioStatus.Read(form["MessageStatus"]) is { } progress)
        {
            var code = int.TryParse(form["ErrorCode"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            var report = new DeliveryReport(sid, progress, code == 0 ? null : TwilioErrors.Name(code), TwilioErrors.CauseOf(code));
            await track.TakeAsync(attemptId, report, cancellationToken);
        }

        return Results.NoContent();
    }
}
