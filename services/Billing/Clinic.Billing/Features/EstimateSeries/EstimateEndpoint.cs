using Clinic.Billing.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Billing.Features.EstimateSeries;

internal static class EstimateEndpoint
{
    private const string Path = "/series/{seriesId:guid}/estimates";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost(Path, MakeAsync)
            .RequireAuthorization(Policies.Billing)
            .WithName("MakeEstimate")
            .WithSummary("Makes a new revision of a series' Good Faith Estimate from today's prices, for example on the patient's request")
            .Produces<EstimateAnswer>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapGet(Path + "/latest", ReadAsync)
            .RequireAuthorization(Policies.Cashier)
            .WithName("ReadEstimate")
            .WithSummary("The estimate that holds for a series, next to what was billed")
            .Produces<EstimateComparison>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<IResult> MakeAsync(
        Guid seriesId, HttpContext http, Commands<BillingDbContext> commands, SeriesEstimator estimator) =>
        commands.CreateAsync<EstimateAnswer>(
            http,
            e => $"/api/billing/v1/series/{e.SeriesId}/estimates/latest",
            async (db, token) =>
            {
                var series = await db.BookedSeries.Include(s => s.Sessions).SingleOrDefaultAsync(s => s.SeriesId == seriesId, token);
                if (series is null)
                {
                    return Refusal.NotFound("series", "seriesId");
                }

                var (estimate, missing) = await estimator.MakeAsync(db, series, token);
                return estimate is null
                    ? Refusal.Rule("no-price", $"The series cannot be priced: {missing}.", "seriesId")
                    : EstimateAnswer.Of(estimate);
            });

    private static async Task<IResult> ReadAsync(
        Guid seriesId,
        BillingDbContext db,
        Transactor<BillingDbContext> transactor,
        Auditor auditor,
        CancellationToken cancellationToken)
    {
        var estimate = await db.Estimates.AsNoTracking().Include(e => e.Lines)
            .Where(e => e.SeriesId == seriesId)
            .OrderByDescending(e => e.Revision)
            .FirstOrDefaultAsync(cancellationToken);
        if (estimate is null)
        {
            return Refusal.NotFound("estimate of this series", "seriesId").ToProblem();
        }

        var billed = await db.Invoices
            .Where(i => db.TreatedSessions.Any(s => s.SeriesId == seriesId && s.InvoiceId == i.Id)
                && !db.CreditNotes.Any(c => c.InvoiceId == i.Id))
            .SumAsync(i => i.TotalMinor, cancellationToken);
        await auditor.RecordReadAsync(transactor, "estimate.read", estimate.PatientId, estimate.Id, cancellationToken);
        return Results.Ok(EstimateComparison.Of(estimate, billed));
    }
}
