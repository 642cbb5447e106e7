using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Features.GuardCover;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.PlanShift;

/// <summary>A shift to plan.</summary>
/// <param name="StaffId">Who.</param>
/// <param name="SiteId">Where.</param>
/// <param name="StartsAt">Inclusive, with an offset.</param>
/// <param name="EndsAt">Exclusive, with an offset; in the future, at most 24 hours after the start.</param>
internal sealed record PlanShiftRequest(Guid? StaffId, Guid? SiteId, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt);

internal sealed class PlanShiftValidator : AbstractValidator<PlanShiftRequest>
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public PlanShiftValidator(TimeProvider time)
    {
        RuleFor(r => r.StaffId).NotNull();
        RuleFor(r => r.SiteId).NotNull();
        RuleFor(r => r.StartsAt).NotNull();
        RuleFor(r => r.EndsAt).NotNull()
            .Must((r, end) => end is null || end > r.StartsAt).WithMessage("A shift ends after it starts.")
            .Must((r, end) => end is null || end - r.StartsAt <= Longest).WithMessage("A shift lasts at most 24 hours.")
            .Must(end => end is null || end > time.GetUtcNow()).WithMessage("The shift lies in the past.");
    }
}

internal static class PlanShiftEndpoint
{
    public static void MapPlanShift(this RouteGroupBuilder group) => group
        .MapPost("/shifts", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .Validate<PlanShiftRequest>()
        .WithName("PlanShift")
        .WithSummary("Plans a shift")
        .Produces<ShiftView>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> HandleAsync(
        PlanShiftRequest request, HttpContext http, Commands<SchedulingDbContext> commands, IClock clock) =>
        commands.CreateAsync<ShiftView>(
            http,
            shift => $"/api/scheduling/v1/shifts/{shift.Id}",
            (db, token) => PlanAsync(db, request, clock.GetCurrentInstant(), token));

    private static async Task<Outcome<ShiftView>> PlanAsync(
        SchedulingDbContext db, PlanShiftRequest request, Instant now, CancellationToken cancellationToken)
    {
        var (staffId, siteId) = (request.StaffId!.Value, request.SiteId!.Value);
        // The touch makes two shifts of one person be planned one after the other, so the look for an overlap sees the first.
        if (!await db.TouchStaffAsync(staffId, cancellationToken))
        {
            return Refusal.NotFound("member of staff", "staffId");
        }

        if (await db.Sites.AsNoTracking().SingleOrDefaultAsync(s => s.Id == siteId, cancellationToken) is not { } site)
        {
            return Refusal.NotFound("site", "siteId");
        }

        var start = Instant.FromDateTimeOffset(request.StartsAt!.Value);
        var end = Instant.FromDateTimeOffset(request.EndsAt!.Value);
        if (await db.Shifts.AnyAsync(
            s => s.StaffId == staffId && s.State == ShiftState.Planned && s.StartsAt < end && s.EndsAt > start, cancellationToken))
        {
            return Refusal.Conflict("shift-overlaps", "This member of staff has a shift at that time already.", "startsAt");
        }

        var shift = new Shift
        {
            Id = NewId.NextGuid(),
            StaffId = staffId,
            SiteId = siteId,
            StartsAt = start,
            EndsAt = end,
            Stamp = NewId.NextGuid(),
            State = ShiftState.Planned,
            Version = 1,
        };
        db.Shifts.Add(shift);
        await CoverGuard.ReviewAsync(db, siteId, start, end, now, cancellationToken);
        await db.Entry(shift).ReloadAsync(cancellationToken);
        return ShiftView.Of(shift, site.Zone);
    }
}
