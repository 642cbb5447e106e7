using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Features.WaitlistOffers;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.WaitlistEntries;

internal static class WithdrawWaitlistEntryEndpoint
{
    public static void MapWithdrawWaitlistEntry(this RouteGroupBuilder group) => group
        .MapPost("/waitlist-entries/{id:guid}/withdraw", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .WithName("WithdrawWaitlistEntry")
        .WithSummary("Takes a patient off the waitlist and ends what was offered")
        .Produces<WaitlistEntryView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> HandleAsync(
        Guid id, HttpContext http, Commands<SchedulingDbContext> commands, Auditor auditor, IClock clock) =>
        commands.ExecuteAsync<WaitlistEntryView>(http, async (db, token) =>
        {
            var siteId = await db.WaitlistEntries.Where(e => e.Id == id).Select(e => e.SiteId).SingleOrDefaultAsync(token);
            await OpenOffers.LockAsync(db, siteId, token);
            await OpenOffers.LockEntriesAsync(db, [id], token);
            if (await db.WaitlistEntries.SingleOrDefaultAsync(e => e.Id == id, token) is not { } entry)
            {
                return Refusal.NotFound("waitlist entry", "id");
            }

            // The lock was a version too.
            if (Answers.StaleFor(http.Request, entry.Version - 1) is { } stale)
            {
                return stale;
            }

            if (entry.State != WaitlistState.Waiting)
            {
                return Refusal.Rule("not-waiting", "The patient does not wait any longer.", "id");
            }

            var now = clock.GetCurrentInstant();
            await CloseAsync(db, entry, WaitlistState.Withdrawn, now, token);
            auditor.Record(db, "waitlist.withdraw", entry.PatientId, id);
            await db.SaveChangesAsync(token);
            return (await ReadWaitlistEndpoint.ViewsAsync(db, [entry], now, token))[0];
        });

    /// <summary>Ends the waiting and what was offered, in the caller's transaction; the site's open offers are locked by then.</summary>
    public static async Task CloseAsync(
        SchedulingDbContext db, WaitlistEntry entry, WaitlistState state, Instant now, CancellationToken cancellationToken)
    {
        entry.Close(state, now);
        var open = await db.WaitlistOffers.Where(o => o.EntryId == entry.Id && o.State == OfferState.Open).ToListAsync(cancellationToken);
        open.ForEach(offer => OfferEnds.Withdraw(db, offer, OfferState.Withdrawn, now));
    }
}
