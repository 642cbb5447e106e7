using Clinic.Scheduling.Domain.Protocols;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.PublishProtocol;

internal static class ProtocolEndpoints
{
    public static void MapProtocols(this RouteGroupBuilder group)
    {
        group.MapPost("/protocols", PublishAsync)
            .RequireAuthorization(Policies.Admin)
            .Validate<PublishProtocolRequest>()
            .WithName("PublishProtocol")
            .WithSummary("Publishes the next version of a protocol")
            .Produces<ProtocolView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapGet("/protocols", ListAsync)
            .RequireAuthorization(Policies.Staff)
            .WithName("ListProtocols")
            .WithSummary("Lists protocols by code and version")
            .Produces<IReadOnlyList<ProtocolView>>();
        group.MapGet("/protocols/{id:guid}", GetAsync)
            .RequireAuthorization(Policies.Staff)
            .WithName("GetProtocol")
            .WithSummary("Shows a protocol version")
            .Produces<ProtocolView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> PublishAsync(
        PublishProtocolRequest request, HttpContext http, Commands<SchedulingDbContext> commands, IClock clock)
    {
        try
        {
            return await commands.CreateAsync<ProtocolView>(
                http, p => $"/api/scheduling/v1/protocols/{p.Id}", (db, token) => AddAsync(db, request, clock, token));
        }
        catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e))
        {
            return Versions.PublishedMeanwhile().ToProblem();
        }
    }

    private static async Task<Outcome<ProtocolView>> AddAsync(
        SchedulingDbContext db, PublishProtocolRequest request, IClock clock, CancellationToken cancellationToken)
    {
        if (!await db.ConsentForms.AnyAsync(f => f.Code == request.ConsentFormCode, cancellationToken))
        {
            return Refusal.NotFound("consent form", "consentFormCode");
        }

        var last = await db.Protocols.Where(p => p.Code == request.Code).MaxAsync(p => (int?)p.Version, cancellationToken);
        var protocol = Make(request, (last ?? 0) + 1, clock.GetCurrentInstant());
        db.Protocols.Add(protocol);
        return ProtocolView.Of(protocol);
    }

    private static Protocol Make(PublishProtocolRequest r, int version, Instant now) => new()
    {
        Id = NewId.NextGuid(),
        Code = r.Code!,
        Version = version,
        Name = r.Name!.Trim(),
        DrugCode = r.DrugCode!,
        Route = r.Route!,
        DoseMgPerKg = r.DoseMgPerKg!.Value,
        MinInfusionMinutes = r.MinInfusionMinutes!.Value,
        MaxInfusionMinutes = r.MaxInfusionMinutes!.Value,
        SetUpMinutes = r.SetUpMinutes!.Value,
        InfusionMinutes = r.InfusionMinutes!.Value,
        RecoveryMinutes = r.RecoveryMinutes!.Value,
        TurnoverMinutes = r.TurnoverMinutes!.Value,
        LeastRecoveryMinutes = r.LeastRecoveryMinutes!.Value,
        VitalsIntervalMinutes = r.VitalsIntervalMinutes!.Value,
        Infusions = r.Infusions!.Value,
        MinGapDays = r.MinGapDays!.Value,
        MaxGapDays = r.MaxGapDays!.Value,
        WindowDays = r.WindowDays!.Value,
        BoosterAfterDays = r.BoosterAfterDays,
        MonitorCredentials = r.MonitorCredentials ?? [],
        MonitorRoles = r.MonitorRoles ?? [RoleNames.Of(Domain.Staffing.StaffRole.Nurse)],
        IndicationPrefixes = r.IndicationPrefixes!,
        ConsentFormCode = r.ConsentFormCode!,
        PublishedAt = now,
    };

    private static async Task<IResult> ListAsync(SchedulingDbContext db, CancellationToken cancellationToken)
    {
        var protocols = await db.Protocols.AsNoTracking().OrderBy(p => p.Code).ThenBy(p => p.Version).ToListAsync(cancellationToken);
        return Results.Ok(protocols.Select(ProtocolView.Of));
    }

    private static async Task<IResult> GetAsync(Guid id, SchedulingDbContext db, CancellationToken cancellationToken) =>
        await db.Protocols.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is { } protocol
            ? Results.Ok(ProtocolView.Of(protocol))
            : Refusal.NotFound("protocol", "id").ToProblem();
}
