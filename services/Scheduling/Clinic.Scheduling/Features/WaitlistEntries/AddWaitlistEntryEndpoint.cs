using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.WaitlistEntries;

internal static class AddWaitlistEntryEndpoint
{
    private static readonly Refusal Waiting = Refusal.Conflict(
        "already-waiting", "The patient waits for this protocol already; withdraw that entry to change it.", "patientId");

    public static void MapAddWaitlistEntry(this RouteGroupBuilder group) => group
        .MapPost("/waitlist-entries", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .Validate<AddWaitlistEntryRequest>()
        .WithName("AddWaitlistEntry")
        .WithSummary("Puts a patient on the waitlist for a series; a place that frees is offered by itself")
        .Produces<WaitlistEntryView>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        AddWaitlistEntryRequest request, HttpContext http, Commands<SchedulingDbContext> commands, Auditor auditor, IClock clock)
    {
        try
        {
            return await commands.CreateAsync<WaitlistEntryView>(
                http,
                entry => $"{SchedulingService.BasePath}/waitlist-entries/{entry.Id}",
                (db, token) => AddAsync(db, request, auditor, clock.GetCurrentInstant(), token));
        }
        catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e))
        {
            // Two callers at once: the key let one of them.
            return Waiting.ToProblem();
        }
    }

    private static async Task<Outcome<WaitlistEntryView>> AddAsync(
        SchedulingDbContext db, AddWaitlistEntryRequest request, Auditor auditor, Instant now, CancellationToken cancellationToken)
    {
        var loaded = await SeriesSubject.LoadAsync(
            db, request.PatientId!.Value, request.SiteId!.Value, request.ProtocolId!.Value, request.FollowsSeriesId, cancellationToken);
        if (!loaded.Succeeded)
        {
            return loaded.Refusal;
        }

        var subject = loaded.Value;
        if (request.Indication is { } code && !subject.Protocol.IsFor(code))
        {
            return Refusal.Rule("not-indicated", "The protocol isn't meant for this diagnosis.", "indication");
        }

        var window = SeriesWindow.For(
            subject, now, request.EarliestDate!.Value, request.LatestDate, request.Preferences, plans: 1);
        if (!window.Succeeded)
        {
            return window.Refusal;
        }

        var entry = Make(subject, request, window.Value, now);
        if (await db.WaitlistEntries.AnyAsync(
            e => e.PatientId == entry.PatientId && e.ProtocolCode == entry.ProtocolCode && e.State == WaitlistState.Waiting, cancellationToken))
        {
            return Waiting;
        }

        db.WaitlistEntries.Add(entry);
        // A place may have become free a moment ago, when the patient did not wait yet.
        FreedPlaces.Mark(db, entry.SiteId);
        auditor.Record(db, "waitlist.add", entry.PatientId, entry.Id);
        return WaitlistEntryView.Of(entry, [], subject.Site.Zone, now);
    }

    private static WaitlistEntry Make(SeriesSubject subject, AddWaitlistEntryRequest request, PlaceTask window, Instant now) => new()
    {
        Id = NewId.NextGuid(),
        PatientId = subject.Patient.Id,
        SiteId = subject.Site.Id,
        ProtocolId = subject.Protocol.Id,
        ProtocolCode = subject.Protocol.Code,
        FollowsSeriesId = subject.Follows?.SeriesId,
        Indication = request.Indication,
        EarliestDate = window.Earliest,
        LatestDate = window.Latest,
        Wishes = WaitlistWishes.Write(request.Preferences),
        Priority = request.Priority ?? WaitlistEntry.UsualPriority,
        AddedAt = now,
        State = WaitlistState.Waiting,
        Version = 1,
    };
}
