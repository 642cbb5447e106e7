using Clinic.Scheduling.Features.BookSeries;
using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Features.WaitlistEntries;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;
using NodaTime;

namespace Clinic.Scheduling.Features.WaitlistOffers;

/// <summary>A patient who does not want what was offered.</summary>
/// <param name="KeepWaiting">Whether the patient stays on the list.</param>
internal sealed record DeclineOfferRequest(bool? KeepWaiting);

internal sealed class DeclineOfferValidator : AbstractValidator<DeclineOfferRequest>
{
    public DeclineOfferValidator() => RuleFor(r => r.KeepWaiting).NotNull();
}

/// <summary>The front desk answers for a patient on the phone.</summary>
internal static class AnswerOfferEndpoints
{
    public static void MapAnswerOffer(this RouteGroupBuilder group)
    {
        group.MapPost("/waitlist-offers/{id:guid}/accept", AcceptAsync)
            .RequireAuthorization(Policies.FrontDesk)
            .WithName("AcceptWaitlistOffer")
            .WithSummary("Accepts an offer for a patient and books it; the first to accept gets the place")
            .Produces<SeriesView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapPost("/waitlist-offers/{id:guid}/decline", DeclineAsync)
            .RequireAuthorization(Policies.FrontDesk)
            .Validate<DeclineOfferRequest>()
            .WithName("DeclineWaitlistOffer")
            .WithSummary("Declines an offer for a patient, who stays on the waitlist or leaves it")
            .Produces<WaitlistEntryView>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status410Gone);
    }

    private static async Task<IResult> AcceptAsync(Guid id, HttpContext http, Commands<SchedulingDbContext> commands, OfferAnswers answers)
    {
        var taken = false;
        var answer = await Looking.UntilNotLostAsync(lost => commands.CreateAsync<SeriesView>(
            http,
            series => $"{SchedulingService.BasePath}/series/{series.Id}",
            async (db, token) =>
            {
                var accepted = lost.See(await answers.AcceptAsync(db, id, token));
                taken = ReferenceEquals(accepted.Refusal, OfferRefusals.Taken);
                return accepted;
            }));
        if (taken)
        {
            await answers.EndTakenAsync(id, http.RequestAborted);
        }

        return answer;
    }

    private static Task<IResult> DeclineAsync(
        Guid id, DeclineOfferRequest request, HttpContext http, Commands<SchedulingDbContext> commands, OfferAnswers answers, IClock clock) =>
        commands.ExecuteAsync<WaitlistEntryView>(http, async (db, token) =>
        {
            var declined = await answers.DeclineAsync(db, id, request.KeepWaiting!.Value, token);
            return declined.Succeeded
                ? (await ReadWaitlistEndpoint.ViewsAsync(db, [declined.Value], clock.GetCurrentInstant(), token))[0]
                : declined.Refusal;
        });
}
