using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Extensions;

namespace Clinic.Scheduling.Features.PlanShiftTemplate;

/// <summary>Adds a template. It makes no shift by itself: a roster does.</summary>
internal static class AddShiftTemplateEndpoint
{
    public static void MapAddShiftTemplate(this RouteGroupBuilder group) => group
        .MapPost("/shift-templates", HandleAsync)
        .RequireAuthorization(Policies.FrontDesk)
        .Validate<AddShiftTemplateRequest>()
        .WithName("AddShiftTemplate")
        .WithSummary("Adds a shift that comes again on the same weekdays; a roster makes shifts of it")
        .Produces<ShiftTemplateView>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static Task<IResult> HandleAsync(AddShiftTemplateRequest request, HttpContext http, Commands<SchedulingDbContext> commands) =>
        commands.CreateAsync<ShiftTemplateView>(
            http, t => $"{SchedulingService.BasePath}/shift-templates/{t.Id}", (db, token) => AddAsync(db, request, token));

    private static async Task<Outcome<ShiftTemplateView>> AddAsync(
        SchedulingDbContext db, AddShiftTemplateRequest request, CancellationToken cancellationToken)
    {
        var (staffId, siteId) = (request.StaffId!.Value, request.SiteId!.Value);
        if (!await db.Staff.AnyAsync(s => s.Id == staffId, cancellationToken))
        {
            return Refusal.NotFound("member of staff", "staffId");
        }

        if (!await db.Sites.AnyAsync(s => s.Id == siteId, cancellationToken))
        {
            return Refusal.NotFound("site", "siteId");
        }

        var template = new ShiftTemplate
        {
            Id = NewId.NextGuid(),
            StaffId = staffId,
            SiteId = siteId,
            Weekdays = WeekdaysOf(request),
            StartsAt = request.StartsAt!.Value.ToLocalTime(),
            EndsAt = request.EndsAt!.Value.ToLocalTime(),
            ValidFrom = LocalDate.FromDateOnly(request.ValidFrom!.Value),
            ValidUntil = request.ValidUntil is { } last ? LocalDate.FromDateOnly(last) : null,
            EveryWeeks = request.EveryWeeks ?? 1,
            Version = 1,
        };
        db.ShiftTemplates.Add(template);
        return ShiftTemplateView.Of(template);
    }

    /// <summary>The weekdays of a request from Monday on, each once.</summary>
    public static IReadOnlyList<IsoDayOfWeek> WeekdaysOf(ShiftTemplateRequest request) =>
        [.. request.Weekdays!.Select(d => d.ToIsoDayOfWeek()).Distinct().Order()];
}
