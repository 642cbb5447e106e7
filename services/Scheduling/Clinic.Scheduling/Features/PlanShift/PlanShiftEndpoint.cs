using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Features.GuardCover;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;
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
    public PlanShiftValidator(IClock clock)
    {
        RuleFor(r => r.StaffId).NotNull();
        RuleFor(r => r.SiteId).NotNull();
        RuleFor(r => r.StartsAt).NotNull();
        RuleFor(r => r.EndsAt).NotNull().Custom((_, context) =>
        {
            if (WhyNot(context.InstanceToValidate, clock.GetCurrentInstant()) is { } reason)
            {
                context.AddFailure(nameof(PlanShiftRequest.EndsAt), reason);
            }
        });
    }

    private static string? WhyNot(PlanShiftRequest r, Instant now) => r is { StartsAt: { } start, EndsAt: { } end }
        ? ShiftRule.WhyNot(Instant.FromDateTimeOffset(start), Instant.FromDateTimeOffset(end), now)
        : null;
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
        if (await db.Sites.AsNoTracking().SingleOrDefaultAsync(s => s.Id == siteId, cancellationToken) is not { } site)
        {
            return Refusal.NotFound("site", "siteId");
        }

        var start = Instant.FromDateTimeOffset(request.StartsAt!.Value);
        var end = Instant.FromDateTimeOffset(request.EndsAt!.Value);
        if (await StaffShifts.LockAsync(db, staffId, start, end, cancellationToken) is not { } shifts)
        {
            return Refusal.NotFound("member of staff", "staffId");
        }

        if (shifts.Overlapping(start, end) is not null)
        {
            return Refusal.Conflict("shift-overlaps", "This member of staff has a shift at that time already.", "startsAt");
        }

        var shift = shifts.Plan(siteId, start, end);
        await CoverGuard.ReviewAsync(db, siteId, start, end, now, cancellationToken);
        await db.Entry(shift).ReloadAsync(cancellationToken);
        return ShiftView.Of(shift, site.Zone);
    }
}
