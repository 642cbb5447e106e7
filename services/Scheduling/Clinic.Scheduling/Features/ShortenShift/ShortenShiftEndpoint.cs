using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Features.MoveShift;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;
using NodaTime;

namespace Clinic.Scheduling.Features.ShortenShift;

/// <summary>What is left of a shift; at least one of the two.</summary>
/// <param name="StartsAt">Not before the present start; by default the start stays.</param>
/// <param name="EndsAt">Not after the present end; by default the end stays.</param>
internal sealed record ShortenShiftRequest(DateTimeOffset? StartsAt, DateTimeOffset? EndsAt);

internal sealed class ShortenShiftValidator : AbstractValidator<ShortenShiftRequest>
{
    public ShortenShiftValidator() => RuleFor(r => r.EndsAt)
        .NotNull().When(r => r.StartsAt is null).WithMessage("Give a later start, an earlier end, or both.");
}

internal static class ShortenShiftEndpoint
{
    public static void MapShortenShift(this RouteGroupBuilder group) => group
        .MapPost("/shifts/{id:guid}/shorten", HandleAsync)
        .RequireAuthorization(Policies.Care)
        .Validate<ShortenShiftRequest>()
        .WithName("ShortenShift")
        .WithSummary("Lets a shift begin later or end earlier and flags every session that loses its cover")
        .Produces<ChangedShiftView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> HandleAsync(
        Guid id, ShortenShiftRequest request, HttpContext http, Commands<SchedulingDbContext> commands, IClock clock) =>
        commands.ExecuteAsync(http, (db, token) => ShiftChange.RunAsync(
            db, id, clock.GetCurrentInstant(), (shift, _) => Task.FromResult(Shorten(shift, request)), token));

    private static Refusal? Shorten(Shift shift, ShortenShiftRequest request)
    {
        var start = request.StartsAt is { } later ? Instant.FromDateTimeOffset(later) : shift.StartsAt;
        var end = request.EndsAt is { } earlier ? Instant.FromDateTimeOffset(earlier) : shift.EndsAt;
        if (start < shift.StartsAt)
        {
            return Refusal.Rule("not-shorter", "The new start lies before the present one.", "startsAt");
        }

        if (end > shift.EndsAt)
        {
            return Refusal.Rule("not-shorter", "The new end lies after the present one.", "endsAt");
        }

        if (end <= start)
        {
            return Refusal.Rule("nothing-left", "Nothing of the shift would be left; delete it or call it out.", "endsAt");
        }

        (shift.StartsAt, shift.EndsAt) = (start, end);
        return null;
    }
}
