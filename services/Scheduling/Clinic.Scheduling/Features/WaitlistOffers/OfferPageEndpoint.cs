using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Features.BookSeries;
using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.WaitlistOffers;

/// <summary>The page that an offer's link opens. Anonymous on purpose: the link is the key. Opening it answers nothing: programs look into links.</summary>
internal sealed class OfferPageEndpoint(
    IDbContextFactory<SchedulingDbContext> contexts,
    Transactor<SchedulingDbContext> transactor,
    OfferAnswers answers,
    Auditor auditor,
    IClock clock)
{
    /// <summary>Maps it.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet(OfferMaker.Path + "{token}", (string token, HttpContext http, OfferPageEndpoint page) => page.ShowAsync(token, http))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapPost(OfferMaker.Path + "{token}", (string token, HttpContext http, OfferPageEndpoint page) => page.AnswerAsync(token, http))
            .AllowAnonymous().ExcludeFromDescription();
    }

    private async Task<IResult> ShowAsync(string token, HttpContext http)
    {
        var (offer, site) = await FindAsync(token, http.RequestAborted);
        if (Closed(offer) is { } refusal)
        {
            return await RefuseAsync(http, offer, refusal);
        }

        await auditor.RecordReadAsync(transactor, "waitlist-offer.open", offer!.PatientId, offer.Id, http.RequestAborted);
        return LinkPage.Send(http, OfferPage.Form(offer, site!, error: null));
    }

    private async Task<IResult> AnswerAsync(string token, HttpContext http)
    {
        var (offer, site) = await FindAsync(token, http.RequestAborted);
        if (offer is null || site is null)
        {
            return await RefuseAsync(http, null, OfferRefusals.Unknown);
        }

        // Read by hand: the token in the address is what a forged form lacks, so no anti-forgery cookie is needed.
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        switch (form["answer"].ToString())
        {
            case "accept":
                var accepted = await AcceptAsync(offer.Id, http.RequestAborted);
                return accepted.Succeeded ? LinkPage.Send(http, OfferPage.Booked(offer, site)) : await RefuseAsync(http, offer, accepted.Refusal);
            case "decline" or "leave":
                var keep = form["answer"] == "decline";
                var declined = await transactor.TryWriteAsync((db, cancel) => answers.DeclineAsync(db, offer.Id, keep, cancel), http.RequestAborted);
                return declined.Succeeded ? LinkPage.Send(http, OfferPage.Declined(keep)) : await RefuseAsync(http, offer, declined.Refusal);
            default:
                return Closed(offer) is { } closed
                    ? await RefuseAsync(http, offer, closed)
                    : LinkPage.Send(http, OfferPage.Form(offer, site, "Please press one of the buttons."), StatusCodes.Status400BadRequest);
        }
    }

    private async Task<Outcome<SeriesView>> AcceptAsync(Guid offerId, CancellationToken cancellationToken)
    {
        var accepted = await Looking.UntilNotLostAsync(async lost => lost.See(
            await transactor.TryWriteAsync((db, token) => answers.AcceptAsync(db, offerId, token), cancellationToken)));
        if (ReferenceEquals(accepted.Refusal, OfferRefusals.Taken))
        {
            await answers.EndTakenAsync(offerId, cancellationToken);
        }

        return accepted;
    }

    private async Task<(WaitlistOffer? Offer, Site? Site)> FindAsync(string token, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hash = LinkToken.HashOf(token);
        var offer = await db.WaitlistOffers.AsNoTracking().Include(o => o.Sessions).SingleOrDefaultAsync(o => o.TokenSha256 == hash, cancellationToken);
        return (offer, offer is null ? null : await db.Sites.AsNoTracking().SingleAsync(s => s.Id == offer.SiteId, cancellationToken));
    }

    private Refusal? Closed(WaitlistOffer? offer) =>
        offer is null ? OfferRefusals.Unknown : OfferRefusals.Of(offer.StateAt(clock.GetCurrentInstant()));

    /// <summary>A refused link is noted with the reason, and with the patient when it was one of ours: many of them are an attack.</summary>
    private async Task<IResult> RefuseAsync(HttpContext http, WaitlistOffer? offer, Refusal refusal)
    {
        await transactor.WriteAsync(
            (db, _) =>
            {
                auditor.Record(db, "waitlist-offer.refuse", offer?.PatientId, offer?.Id, refusal.Code);
                return Task.CompletedTask;
            },
            http.RequestAborted);
        return LinkPage.Send(http, OfferPage.Refused(refusal), refusal.Status);
    }
}
