using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Features.Shared;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Scheduling.Features.MissSession;

internal static class MissSessionEndpoint
{
    public static void MapMissSession(this RouteGroupBuilder group) => group
        .MapPost("/sessions/{id:guid}/miss", HandleAsync)
        .RequireAuthorization(Policies.Care)
        .WithName("MissSession")
        .WithSummary("Records that the patient did not come")
        .Produces<SessionView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> HandleAsync(Guid id, HttpContext http, SessionCommand command) =>
        command.RunAsync(http, id, "session.miss", (open, _) =>
        {
            var session = open.Session;
            if (session.Miss(open.Now) is { } breach)
            {
                return Task.FromResult<Refusal?>(breach.ToRefusal());
            }

            open.Series.Settle();
            var missed = new InfusionMissed(
                session.Id, session.SeriesId, session.PatientId, session.SiteId, session.StartsAt.ToDateTimeOffset(), open.Now.ToDateTimeOffset());
            open.Db.Publish(missed, session.SeriesId, open.Now);
            return Task.FromResult<Refusal?>(null);
        });
}
