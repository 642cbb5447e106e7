using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Features.Shared;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;
using NodaTime;

namespace Clinic.Scheduling.Features.CompleteInfusion;

/// <summary>The end of an infusion.</summary>
/// <param name="StoppedAt">Actual stop with an offset; null when nobody recorded one, which is billed as a push. Not in the future.</param>
/// <param name="DoseMilligrams">What was really given; by default the dose of the start.</param>
/// <param name="SideEffects">What was seen; none by default.</param>
internal sealed record CompleteInfusionRequest(DateTimeOffset? StoppedAt, decimal? DoseMilligrams, IReadOnlyList<SideEffect>? SideEffects);

internal sealed class CompleteInfusionValidator : AbstractValidator<CompleteInfusionRequest>
{
    private const decimal MostMilligrams = 10_000;

    public CompleteInfusionValidator(TimeProvider time)
    {
        RuleFor(r => r.StoppedAt).Must(at => at is null || at <= time.GetUtcNow()).WithMessage("The stop lies in the future.");
        RuleFor(r => r.DoseMilligrams).GreaterThan(0).LessThanOrEqualTo(MostMilligrams);
        RuleFor(r => r.SideEffects).Must(l => l is null || l.Distinct().Count() == l.Count).WithMessage("Each side effect once.");
    }
}

internal static class CompleteInfusionEndpoint
{
    public static void MapCompleteInfusion(this RouteGroupBuilder group) => group
        .MapPost("/sessions/{id:guid}/complete", HandleAsync)
        .RequireAuthorization(Policies.Clinical)
        .Validate<CompleteInfusionRequest>()
        .WithName("CompleteInfusion")
        .WithSummary("Ends an infusion; billing charges it from the actual start and stop")
        .Produces<SessionView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> HandleAsync(Guid id, CompleteInfusionRequest request, HttpContext http, SessionCommand command) =>
        command.RunAsync(http, id, "session.complete", (open, _) =>
        {
            Instant? stoppedAt = request.StoppedAt is { } at ? Instant.FromDateTimeOffset(at) : null;
            if (open.Session.Complete(stoppedAt, request.DoseMilligrams, request.SideEffects ?? [], open.Now) is { } breach)
            {
                return Task.FromResult<Refusal?>(breach.ToRefusal());
            }

            open.Series.Settle();
            open.Db.Publish(Event(open), open.Series.Id, open.Now);
            return Task.FromResult<Refusal?>(null);
        });

    private static InfusionCompleted Event(OpenSession open)
    {
        var (session, site, protocol) = (open.Session, open.Site, open.Protocol);
        return new InfusionCompleted(
            session.Id,
            session.SeriesId,
            session.PatientId,
            site.Id,
            site.TimeZoneId,
            protocol.Code,
            protocol.Version,
            session.Number,
            session.StartedAt!.Value.ToDateTimeOffset(),
            session.StoppedAt?.ToDateTimeOffset(),
            protocol.DrugCode,
            session.DoseMilligrams!.Value,
            open.Now.ToDateTimeOffset());
    }
}
