using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Features.PlanShiftTemplate;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Extensions;

namespace Clinic.Scheduling.Features.ChangeShiftTemplate;

/// <summary>
/// Changes or ends a template. Shifts that a roster made of it stay as they are, since sessions may rely on them; they are moved,
/// shortened and deleted one by one.
/// </summary>
internal static class ChangeShiftTemplateEndpoint
{
    public static void MapChangeShiftTemplate(this RouteGroupBuilder group)
    {
        group.MapPut("/shift-templates/{id:guid}", ChangeAsync)
            .RequireAuthorization(Policies.FrontDesk)
            .Validate<ShiftTemplateRequest>()
            .WithName("ChangeShiftTemplate")
            .WithSummary("Changes when a shift template falls; needs If-Match. Shifts made of it before stay as they are")
            .Produces<ShiftTemplateView>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        group.MapPost("/shift-templates/{id:guid}/end", EndAsync)
            .RequireAuthorization(Policies.FrontDesk)
            .Validate<EndShiftTemplateRequest>()
            .WithName("EndShiftTemplate")
            .WithSummary("Ends a shift template after a date. Shifts made of it before stay as they are")
            .Produces<ShiftTemplateView>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ChangeAsync(
        Guid id, ShiftTemplateRequest request, HttpContext http, Commands<SchedulingDbContext> commands)
    {
        var version = EntityTag.Required(http.Request);
        return !version.Succeeded
            ? version.Refusal.ToProblem()
            : await RunAsync(http, commands, id, template => template.Version == version.Value ? Change(template, request) : Refusal.Stale());
    }

    private static Task<IResult> EndAsync(
        Guid id, EndShiftTemplateRequest request, HttpContext http, Commands<SchedulingDbContext> commands) =>
        RunAsync(http, commands, id, template => End(template, LocalDate.FromDateOnly(request.LastDate!.Value)));

    private static Task<IResult> RunAsync(
        HttpContext http, Commands<SchedulingDbContext> commands, Guid id, Func<ShiftTemplate, Refusal?> change) =>
        commands.ExecuteAsync<ShiftTemplateView>(http, async (db, token) =>
        {
            var staffId = await db.ShiftTemplates.Where(t => t.Id == id).Select(t => t.StaffId).SingleOrDefaultAsync(token);
            // The lock that a roster takes: it sees the template wholly before or wholly after.
            if (!await db.TouchStaffAsync(staffId, token))
            {
                return Refusal.NotFound("shift template", "id");
            }

            var template = await db.ShiftTemplates.SingleAsync(t => t.Id == id, token);
            if (change(template) is { } refusal)
            {
                return refusal;
            }

            template.Version++;
            return ShiftTemplateView.Of(template);
        });

    private static Refusal? Change(ShiftTemplate template, ShiftTemplateRequest request)
    {
        template.Weekdays = AddShiftTemplateEndpoint.WeekdaysOf(request);
        template.StartsAt = request.StartsAt!.Value.ToLocalTime();
        template.EndsAt = request.EndsAt!.Value.ToLocalTime();
        template.ValidFrom = LocalDate.FromDateOnly(request.ValidFrom!.Value);
        template.ValidUntil = request.ValidUntil is { } last ? LocalDate.FromDateOnly(last) : null;
        template.EveryWeeks = request.EveryWeeks ?? 1;
        return null;
    }

    private static Refusal? End(ShiftTemplate template, LocalDate last)
    {
        if (last < template.ValidFrom)
        {
            return Refusal.Rule("before-its-start", $"The template begins on {template.ValidFrom:uuuu-MM-dd}.", "lastDate");
        }

        if (template.ValidUntil < last)
        {
            return Refusal.Rule("ended-before", $"The template ends on {template.ValidUntil:uuuu-MM-dd} already.", "lastDate");
        }

        template.ValidUntil = last;
        return null;
    }
}
