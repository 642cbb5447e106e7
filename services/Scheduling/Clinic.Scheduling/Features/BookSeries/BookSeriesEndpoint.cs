using Clinic.Scheduling.Features.HoldPlan;
using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.BookSeries;

/// <summary>
/// Books a series. Whoever books alone looks outside the transaction, so that planning holds no lock. In a crowd, and after a lost claim,
/// the look happens inside it: on an engine with one writer that look can't be outrun, and elsewhere each lost claim means that somebody else has booked,
/// so the looking ends with a place or with none left.
/// </summary>
internal static class BookSeriesEndpoint
{
    public static void MapBookSeries(this RouteGroupBuilder group) => group
        .MapPost("/series", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .Validate<BookSeriesRequest>()
        .WithName("BookSeries")
        .WithSummary("Books a series: the best plan of a window, exactly the given sessions, or a hold")
        .Produces<SeriesView>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        BookSeriesRequest request,
        HttpContext http,
        IDbContextFactory<SchedulingDbContext> contexts,
        Commands<SchedulingDbContext> commands,
        PlaceFinder finder,
        SeriesBooker booker,
        BookingCrowd crowd,
        HoldConfirmation confirmation)
    {
        if (request.HoldId is { } holdId)
        {
            return await confirmation.ConfirmAsync(http, holdId);
        }

        try
        {
            var early = crowd.Enter() ? await LookAsync(contexts, finder, request, http.RequestAborted) : null;
            return await BookAsync(request, http, commands, finder, booker, early);
        }
        finally
        {
            crowd.Leave();
        }
    }

    private static Task<IResult> BookAsync(
        BookSeriesRequest request,
        HttpContext http,
        Commands<SchedulingDbContext> commands,
        PlaceFinder finder,
        SeriesBooker booker,
        Outcome<PlacedSeries>? early)
    {
        return Looking.UntilNotLostAsync(lost =>
        {
            // Whoever lost a claim looks again: what was seen outside the transaction counts once.
            var seen = early;
            early = null;
            return commands.CreateAsync<SeriesView>(
                http,
                series => $"{SchedulingService.BasePath}/series/{series.Id}",
                async (db, token) =>
                {
                    var place = seen ?? await finder.FindAsync(db, request, token);
                    return lost.See(place.Succeeded ? await booker.BookAsync(db, place.Value, request.Indication, token) : place.Refusal);
                });
        });
    }

    private static async Task<Outcome<PlacedSeries>> LookAsync(
        IDbContextFactory<SchedulingDbContext> contexts, PlaceFinder finder, BookSeriesRequest request, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await finder.FindAsync(db, request, cancellationToken);
    }
}
