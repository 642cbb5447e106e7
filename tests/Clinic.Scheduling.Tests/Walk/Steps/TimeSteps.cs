using Clinic.Scheduling.Features.AuditCoverage;
using Clinic.Scheduling.Features.HoldPlan;
using Clinic.Scheduling.Features.ReleaseUnsigned;

namespace Clinic.Scheduling.Tests.Walk.Steps;

/// <summary>Time passes, and the recurring jobs run.</summary>
internal sealed class TimeSteps(Scene scene, RosterSteps roster, Queue<Func<Task<Taken?>>> next)
{
    private const int DaysAhead = 21;
    private const double OnDuty = 0.85;

    public void PlanFirstWeeks() => Enumerable.Range(0, DaysAhead).ToList().ForEach(ahead => PlanDay(scene.Today.AddDays(ahead)));

    public Task<Taken?> PassAsync()
    {
        var (now, local) = (scene.Host.Clock.Utc, scene.LocalNow);
        var isOver = local.Hour >= 18 || scene.Chance(0.03);
        var until = isOver
            ? Scene.At(scene.Today.AddDays(1), (6 * 60) + scene.Roll(90)).UtcDateTime
            : now.AddMinutes(1 + scene.Roll(90)).AddSeconds(scene.Roll(60));
        scene.Host.Clock.MoveTo(until);
        for (var date = DateOnly.FromDateTime(local).AddDays(1); date <= scene.Today; date = date.AddDays(1))
        {
            PlanDay(date.AddDays(DaysAhead - 1));
        }

        return Task.FromResult<Taken?>(new Taken("time passes", null) { MovesClock = true });
    }

    public async Task<Taken?> ExpireHoldsAsync()
    {
        await scene.Host.RunJobAsync<ExpireHoldsJob>(job => job.RunAsync(CancellationToken.None));
        return new Taken("expire holds", null);
    }

    public async Task<Taken?> ReleaseUnsignedAsync()
    {
        await scene.Host.RunJobAsync<ReleaseUnsignedJob>(job => job.RunAsync(CancellationToken.None));
        return new Taken("release unsigned", null);
    }

    /// <summary>The audit may find nothing: whatever it would flag was missed, and a flag without an announcement breaks a rule here.</summary>
    public async Task<Taken?> AuditAsync()
    {
        await scene.Host.RunJobAsync<AuditCoverageJob>(job => job.RunAsync(CancellationToken.None));
        return new Taken("audit coverage", null);
    }

    private void PlanDay(DateOnly date)
    {
        if (date.DayOfWeek == DayOfWeek.Sunday)
        {
            return;
        }

        foreach (var person in scene.Ledger.People.Keys.Where(_ => scene.Chance(OnDuty)))
        {
            next.Enqueue(() => roster.PlanAsync(person, date));
        }
    }
}
