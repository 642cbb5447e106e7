using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Features.Shared;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;
using NodaTime;

namespace Clinic.Scheduling.Features.StartInfusion;

/// <summary>The start of an infusion.</summary>
/// <param name="StartedAt">Actual start with an offset; by default now. Not in the future, not before the check-in.</param>
internal sealed record StartInfusionRequest(DateTimeOffset? StartedAt);

internal sealed class StartInfusionValidator : AbstractValidator<StartInfusionRequest>
{
    public StartInfusionValidator(TimeProvider time) => RuleFor(r => r.StartedAt)
        .Must(at => at is null || at <= time.GetUtcNow()).WithMessage("The start lies in the future.");
}

internal static class StartInfusionEndpoint
{
    public static void MapStartInfusion(this RouteGroupBuilder group) => group
        .MapPost("/sessions/{id:guid}/start", HandleAsync)
        .RequireAuthorization(Policies.Clinical)
        .Validate<StartInfusionRequest>()
        .WithName("StartInfusion")
        .WithSummary("Starts an infusion; refused without a signed, current consent")
        .Produces<SessionView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> HandleAsync(Guid id, StartInfusionRequest request, HttpContext http, SessionCommand command) =>
        command.RunAsync(http, id, "session.start", async (open, token) =>
        {
            var session = open.Session;
            if (await ConsentGate.PassAsync(open, token) is { } closed)
            {
                return closed;
            }

            var startedAt = request.StartedAt is { } at ? Instant.FromDateTimeOffset(at) : open.Now;
            var dose = session.CheckIn is { } checkIn ? open.Protocol.DoseFor(checkIn.WeightKg) : 0;
            if (session.Start(startedAt, dose, open.Now) is { } breach)
            {
                return breach.ToRefusal();
            }

            open.Db.Publish(
                new InfusionStarted(session.Id, session.SeriesId, session.PatientId, startedAt.ToDateTimeOffset()), session.SeriesId, open.Now);
            return null;
        });
}
