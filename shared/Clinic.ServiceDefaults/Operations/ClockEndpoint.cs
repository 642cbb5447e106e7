using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Clinic.ServiceDefaults.Jobs;
using Clinic.ServiceDefaults.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.ServiceDefaults.Operations;

/// <summary>What the clock shows.</summary>
/// <param name="Now">UTC.</param>
public sealed record ClockReading(DateTimeOffset Now);

/// <summary>How far to move the clock.</summary>
/// <param name="Hours">Hours forward, more than 0 and at most 8784 (a leap year).</param>
public sealed record AdvanceClock(double Hours);

/// <summary>
/// Lets a demonstration or a test move the clock forward, in processes started with <c>Clinic:Clock:Adjustable=true</c>
/// only: elsewhere the route does not exist.
/// </summary>
public static class ClockEndpoint
{
    private const double MaxHours = 8784;

    /// <summary>Maps <c>POST operations/clock</c> below the group, where the configuration allows it.</summary>
    /// <param name="group">The service's group, <c>/api/&lt;service&gt;/v1</c>.</param>
    /// <param name="configuration">The configuration.</param>
    public static void MapAdjustableClock(this RouteGroupBuilder group, IConfiguration configuration)
    {
        if (!configuration.GetValue("Clinic:Clock:Adjustable", false))
        {
            return;
        }

        group.MapPost("/operations/clock", Advance)
            .RequireAuthorization(Policies.Admin)
            .WithSummary("Moves the clock forward and runs the jobs that are due by then")
            .Produces<ClockReading>()
            .ExcludeFromDescription();
    }

    private static IResult Advance(AdvanceClock request, ClinicTime time, IServiceProvider services)
    {
        if (request.Hours is not (> 0 and <= MaxHours))
        {
            return Refusal.Invalid("hours", $"The clock moves forward by more than 0 and at most {MaxHours} hours.").ToProblem();
        }

        time.Advance(TimeSpan.FromHours(request.Hours));
        services.GetService<RecurringJobTrigger>()?.TriggerAll();
        return Results.Ok(new ClockReading(time.GetUtcNow()));
    }
}
