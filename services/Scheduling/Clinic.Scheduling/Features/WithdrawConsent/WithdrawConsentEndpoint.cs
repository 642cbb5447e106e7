using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Domain.Consents;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Features.CancelSession;
using Clinic.Scheduling.Features.ReadConsent;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.WithdrawConsent;

/// <summary>
/// Withdraws a consent on the patient's word and cancels what is still to come. The consent's row is locked first: an infusion
/// that starts at the same moment comes wholly before (it has begun and goes on) or wholly after (it is refused).
/// </summary>
internal static class WithdrawConsentEndpoint
{
    public static void MapWithdrawConsent(this RouteGroupBuilder group) => group
        .MapPost("/consents/{id:guid}/withdraw", HandleAsync)
        .RequireAuthorization(Policies.Care)
        .WithName("WithdrawConsent")
        .WithSummary("Withdraws a consent and cancels what is still to come under it")
        .Produces<ConsentView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> HandleAsync(
        Guid id,
        HttpContext http,
        Commands<SchedulingDbContext> commands,
        SessionCanceller canceller,
        Auditor auditor,
        IClock clock) =>
        commands.ExecuteAsync<ConsentView>(http, async (db, token) =>
        {
            var now = clock.GetCurrentInstant();
            if (await MarkAsync(db, id, now, http.Request, token) is { } refusal)
            {
                return refusal;
            }

            var consent = await db.Consents.AsNoTracking().SingleAsync(c => c.Id == id, token);
            if (await CancelWhatIsToComeAsync(db, consent, canceller, token) is { } refused)
            {
                return refused;
            }

            db.Publish(
                new OffLabelConsentWithdrawn(id, consent.SeriesId, consent.PatientId, now.ToDateTimeOffset()), consent.SeriesId, now);
            auditor.Record(db, "consent.withdraw", consent.PatientId, id);
            var form = await db.ConsentForms.AsNoTracking().SingleAsync(f => f.Id == consent.FormId, token);
            return ConsentView.Of(consent, form);
        });

    private static async Task<Refusal?> MarkAsync(
        SchedulingDbContext db, Guid id, Instant now, HttpRequest request, CancellationToken cancellationToken)
    {
        var marked = await db.Consents
            .Where(c => c.Id == id && (c.State == ConsentState.Requested || c.State == ConsentState.Signed))
            .ExecuteUpdateAsync(
                c => c.SetProperty(x => x.State, ConsentState.Withdrawn)
                    .SetProperty(x => x.WithdrawnAt, now)
                    .SetProperty(x => x.Version, x => x.Version + 1),
                cancellationToken);
        if (await db.Consents.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } consent)
        {
            return Refusal.NotFound("consent", "id");
        }

        return marked == 0
            ? Refusal.Rule("wrong-state", "Only a consent that is requested or signed can be withdrawn.")
            : Answers.StaleFor(request, consent.Version - 1);
    }

    private static async Task<Refusal?> CancelWhatIsToComeAsync(
        SchedulingDbContext db, Consent consent, SessionCanceller canceller, CancellationToken cancellationToken)
    {
        var series = await db.Series.Include(s => s.Sessions).SingleAsync(s => s.Id == consent.SeriesId, cancellationToken);
        var toCome = series.Sessions.Where(s => s.State is SessionState.Booked or SessionState.CheckedIn).ToList();
        if (toCome.Count == 0)
        {
            return null;
        }

        var site = await db.Sites.AsNoTracking().SingleAsync(s => s.Id == series.SiteId, cancellationToken);
        return (await canceller.CancelAsync(db, series, toCome, site, CancelReason.ConsentWithdrawn, cancellationToken))?.ToRefusal();
    }
}
