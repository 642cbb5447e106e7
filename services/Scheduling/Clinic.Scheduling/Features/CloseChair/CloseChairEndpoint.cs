using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Features.GuardCover;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.CloseChair;

/// <summary>When a chair will be out of service.</summary>
/// <param name="StartsAt">Inclusive, with an offset.</param>
/// <param name="EndsAt">Exclusive, with an offset; in the future.</param>
/// <param name="Reason">Why, for people to read.</param>
internal sealed record CloseChairRequest(DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, string? Reason);

/// <summary>A chair that is out of service, and what that leaves without a place.</summary>
/// <param name="Id">Key of the closure.</param>
/// <param name="ChairId">The chair.</param>
/// <param name="StartsAt">Inclusive, with the site's offset.</param>
/// <param name="EndsAt">Exclusive, with the site's offset.</param>
/// <param name="Reason">Why.</param>
/// <param name="SessionIds">Every session that needs another chair now.</param>
internal sealed record ClosedChairView(
    Guid Id, Guid ChairId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Reason, IReadOnlyList<Guid> SessionIds);

internal sealed class CloseChairValidator : AbstractValidator<CloseChairRequest>
{
    public CloseChairValidator(TimeProvider time)
    {
        RuleFor(r => r.StartsAt).NotNull();
        RuleFor(r => r.EndsAt).NotNull()
            .Must((r, end) => end is null || end > r.StartsAt).WithMessage("A closure ends after it starts.")
            .Must(end => end is null || end > time.GetUtcNow()).WithMessage("The closure lies in the past.");
        RuleFor(r => r.Reason).Name();
    }
}

internal static class CloseChairEndpoint
{
    public static void MapCloseChair(this RouteGroupBuilder group) => group
        .MapPost("/chairs/{chairId:guid}/closures", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .Validate<CloseChairRequest>()
        .WithName("CloseChair")
        .WithSummary("Puts a chair out of service and flags every session that loses its place")
        .Produces<ClosedChairView>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static Task<IResult> HandleAsync(
        Guid chairId, CloseChairRequest request, HttpContext http, Commands<SchedulingDbContext> commands, IClock clock) =>
        commands.CreateAsync<ClosedChairView>(
            http,
            closed => $"/api/scheduling/v1/chairs/{chairId}/closures/{closed.Id}",
            async (db, token) => await db.Chairs.AsNoTracking().SingleOrDefaultAsync(c => c.Id == chairId, token) is { } chair
                ? await CloseAsync(db, chair, request, clock.GetCurrentInstant(), token)
                : Refusal.NotFound("chair", "chairId"));

    private static async Task<Outcome<ClosedChairView>> CloseAsync(
        SchedulingDbContext db, Chair chair, CloseChairRequest request, Instant now, CancellationToken cancellationToken)
    {
        var closure = new ChairClosure
        {
            Id = NewId.NextGuid(),
            ChairId = chair.Id,
            StartsAt = Instant.FromDateTimeOffset(request.StartsAt!.Value),
            EndsAt = Instant.FromDateTimeOffset(request.EndsAt!.Value),
            Reason = request.Reason!.Trim(),
        };
        // A stay before the closure may have its turnover within it, so the shifts of the whole day before count too.
        await CoverGuard.RenewStampsAsync(db, chair.SiteId, closure.StartsAt - Duration.FromHours(24), closure.EndsAt, cancellationToken);
        db.Add(closure);
        var lost = await CoverGuard.FlagAsync(db, chair.SiteId, closure.StartsAt, closure.EndsAt, now, cancellationToken);
        db.PublishPlaceLost(chair.SiteId, chair.Id, lost, now);
        var site = await db.Sites.AsNoTracking().SingleAsync(s => s.Id == chair.SiteId, cancellationToken);
        return new ClosedChairView(
            closure.Id,
            chair.Id,
            closure.StartsAt.In(site.Zone),
            closure.EndsAt.In(site.Zone),
            closure.Reason,
            [.. lost.Select(l => l.SessionId)]);
    }
}
