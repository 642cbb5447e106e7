using Clinic.Scheduling.Domain.Holds;
using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Features.BookSeries;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.HoldPlan;

/// <summary>Keeps a plan for some minutes while somebody asks the patient. It claims by the same key as a booking, so everybody honours it.</summary>
internal static class HoldEndpoints
{
    private const int DefaultMinutes = 10;

    public static void MapHolds(this RouteGroupBuilder group)
    {
        group.MapPost("/holds", HoldAsync)
            .RequireAuthorization(Policies.FrontDesk)
            .Validate<HoldRequest>()
            .WithName("HoldPlan")
            .WithSummary("Keeps a plan for some minutes: the best of a window, or exactly the given sessions")
            .Produces<HoldView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapGet("/holds/{id:guid}", GetAsync)
            .RequireAuthorization(Policies.FrontDesk)
            .WithName("GetHold")
            .WithSummary("Shows a hold")
            .Produces<HoldView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapDelete("/holds/{id:guid}", ReleaseAsync)
            .RequireAuthorization(Policies.FrontDesk)
            .WithName("ReleaseHold")
            .WithSummary("Gives a held plan back before its time")
            .Produces<HoldView>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    // The look happens inside the transaction, whose lock or key violation decides; a lost claim means somebody has booked.
    private static Task<IResult> HoldAsync(
        HoldRequest request, HttpContext http, Commands<SchedulingDbContext> commands, PlaceFinder finder, Auditor auditor, IClock clock) =>
        Looking.UntilNotLostAsync(lost => commands.CreateAsync<HoldView>(
            http,
            hold => $"{SchedulingService.BasePath}/holds/{hold.Id}",
            async (db, token) =>
            {
                var place = await finder.FindAsync(db, request, token);
                return place.Succeeded ? lost.See(await KeepAsync(db, place.Value, request, auditor, clock, token)) : place.Refusal;
            }));

    private static async Task<Outcome<HoldView>> KeepAsync(
        SchedulingDbContext db, PlacedSeries place, HoldRequest request, Auditor auditor, IClock clock, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var hold = Make(place, request, now);
        db.Holds.Add(hold);
        auditor.Record(db, "hold.place", hold.PatientId, hold.Id);
        await db.SaveChangesAsync(cancellationToken);
        return await SlotClaims.TryHoldAsync(db, place.Placement.Sessions.SelectMany(s => s.Claims), hold.Id, now, cancellationToken)
            ? HoldView.Of(hold, place.Subject.Site.Zone, now)
            : SeriesBooker.Lost;
    }

    private static Hold Make(PlacedSeries place, HoldRequest request, Instant now)
    {
        var id = NewId.NextGuid();
        return new Hold
        {
            Id = id,
            PatientId = place.Subject.Patient.Id,
            SiteId = place.Subject.Site.Id,
            ProtocolId = place.Subject.Protocol.Id,
            FollowsSeriesId = place.Subject.Follows?.SeriesId,
            Indication = request.Indication,
            PlacedAt = now,
            ExpiresAt = now + Duration.FromMinutes(request.Minutes ?? DefaultMinutes),
            State = HoldState.Held,
            Version = 1,
            Sessions = [.. place.Placement.Sessions.Select(s => new HeldSession
            {
                HoldId = id,
                Number = s.Number,
                StartsAt = Slots.StartOf(s.Stay.Start),
                EndsAt = Slots.StartOf(s.Stay.End),
                ChairId = s.ChairId,
                MonitorId = s.MonitorId,
            })],
        };
    }

    private static async Task<IResult> GetAsync(
        Guid id,
        HttpContext http,
        SchedulingDbContext db,
        Transactor<SchedulingDbContext> transactor,
        Auditor auditor,
        IClock clock,
        CancellationToken cancellationToken)
    {
        if (await ViewAsync(db, id, clock.GetCurrentInstant(), cancellationToken) is not { } view)
        {
            return Refusal.NotFound("hold", "id").ToProblem();
        }

        await auditor.RecordReadAsync(transactor, "hold.read", view.PatientId, id, cancellationToken);
        return EntityTag.Ok(http, view);
    }

    private static Task<IResult> ReleaseAsync(
        Guid id, HttpContext http, Commands<SchedulingDbContext> commands, Auditor auditor, IClock clock) =>
        commands.ExecuteAsync<HoldView>(http, async (db, token) =>
        {
            var now = clock.GetCurrentInstant();
            var released = await HoldClaims.TryCloseAsync(db, id, HoldState.Released, now, token);
            if (await ViewAsync(db, id, now, token) is not { } view)
            {
                return Refusal.NotFound("hold", "id");
            }

            if (!released)
            {
                return HoldConfirmation.NotHeld(view.State, "id");
            }

            auditor.Record(db, "hold.release", view.PatientId, id);
            return view;
        });

    private static async Task<HoldView?> ViewAsync(SchedulingDbContext db, Guid id, Instant now, CancellationToken cancellationToken)
    {
        if (await db.Holds.AsNoTracking().Include(h => h.Sessions).SingleOrDefaultAsync(h => h.Id == id, cancellationToken) is not { } hold)
        {
            return null;
        }

        var site = await db.Sites.AsNoTracking().SingleAsync(s => s.Id == hold.SiteId, cancellationToken);
        return HoldView.Of(hold, site.Zone, now);
    }
}
