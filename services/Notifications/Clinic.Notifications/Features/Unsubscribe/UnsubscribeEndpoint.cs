using Clinic.Notifications.Features.RecordOptOut;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Notifications.Features.Unsubscribe;

/// <summary>Ends emails of one purpose. Anonymous: the link is the proof. Looking at it changes nothing, since mail scanners open every link.</summary>
internal static class UnsubscribeEndpoint
{
    private const string Page =
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Emails</title></head><body><form method=\"post\">"
        + "<p>Get no more of these emails?</p><button>Stop them</button></form></body></html>";

    private const string Done = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Emails</title></head><body><p>You get no more of these emails.</p></body></html>";

    private static readonly OptOutProof Proof = new("email", "list-unsubscribe");

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet($"{UnsubscribeLinks.Route}/{{ticket}}", Show)
            .AllowAnonymous()
            .WithName("ShowUnsubscribe")
            .WithSummary("A page with the button that ends emails of one purpose")
            .Produces<string>(StatusCodes.Status200OK, "text/html")
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost($"{UnsubscribeLinks.Route}/{{ticket}}", StopAsync)
            .AllowAnonymous()
            .DisableAntiforgery()
            .WithName("Unsubscribe")
            .WithSummary("Ends emails of one purpose with one click (RFC 8058); the link is the proof")
            .Produces<string>(StatusCodes.Status200OK, "text/html")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult Show(string ticket, UnsubscribeLinks links) =>
        links.Read(ticket) is null ? Refusal.NotFound("link", "ticket").ToProblem() : Results.Content(Page, "text/html");

    private static async Task<IResult> StopAsync(
        string ticket,
        UnsubscribeLinks links,
        OptOuts optOuts,
        CancellationToken cancellationToken)
    {
        if (links.Read(ticket) is not { } read)
        {
            return Refusal.NotFound("link", "ticket").ToProblem();
        }

        await optOuts.EndEmailsAsync(read.PatientId, read.Purpose, Proof, cancellationToken);
        return Results.Content(Done, "text/html");
    }
}
