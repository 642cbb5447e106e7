using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.MoveShift;

/// <summary>New times of a shift.</summary>
/// <param name="StartsAt">Inclusive, with an offset.</param>
/// <param name="EndsAt">Exclusive, with an offset; in the future, at most 24 hours after the start.</param>
internal sealed record MoveShiftRequest(DateTimeOffset? StartsAt, DateTimeOffset? EndsAt);

internal sealed class MoveShiftValidator : AbstractValidator<MoveShiftRequest>
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public MoveShiftValidator(TimeProvider time)
    {
        RuleFor(r => r.StartsAt).NotNull();
        RuleFor(r => r.EndsAt).NotNull()
            .Must((r, end) => end is null || end > r.StartsAt).WithMessage("A shift ends after it starts.")
            .Must((r, end) => end is null || end - r.StartsAt <= Longest).WithMessage("A shift lasts at most 24 hours.")
            .Must(end => end is null || end > time.GetUtcNow()).WithMessage("The shift lies in the past.");
    }
}

internal static class MoveShiftEndpoint
{
    public static void MapMoveShift(this RouteGroupBuilder group) => group
        .MapPost("/shifts/{id:guid}/move", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .Validate<MoveShiftRequest>()
        .WithName("MoveShift")
        .WithSummary("Moves a shift to other times and flags every session that loses its cover")
        .Produces<ChangedShiftView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> HandleAsync(
        Guid id, MoveShiftRequest request, HttpContext http, Commands<SchedulingDbContext> commands, IClock clock) =>
        commands.ExecuteAsync<ChangedShiftView>(http, async (db, token) =>
        {
            // As when a shift is planned: two shifts of one person come one after the other, so the look for an overlap sees the first.
            var staffId = await db.Shifts.Where(s => s.Id == id).Select(s => s.StaffId).SingleOrDefaultAsync(token);
            await db.TouchStaffAsync(staffId, token);
            return await ShiftChange.RunAsync(
                db, id, clock.GetCurrentInstant(), (shift, cancel) => MoveAsync(db, shift, request, cancel), token);
        });

    private static async Task<Refusal?> MoveAsync(
        SchedulingDbContext db, Shift shift, MoveShiftRequest request, CancellationToken cancellationToken)
    {
        var (start, end) = (Instant.FromDateTimeOffset(request.StartsAt!.Value), Instant.FromDateTimeOffset(request.EndsAt!.Value));
        var overlaps = await db.Shifts.AnyAsync(
            s => s.Id != shift.Id && s.StaffId == shift.StaffId && s.State == ShiftState.Planned && s.StartsAt < end && s.EndsAt > start,
            cancellationToken);
        if (overlaps)
        {
            return Refusal.Conflict("shift-overlaps", "This member of staff has a shift at that time already.", "startsAt");
        }

        (shift.StartsAt, shift.EndsAt) = (start, end);
        FreedPlaces.Mark(db, shift.SiteId, start, end);
        return null;
    }
}
