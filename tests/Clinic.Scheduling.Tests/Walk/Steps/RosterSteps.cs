namespace Clinic.Scheduling.Tests.Walk.Steps;

/// <summary>Shifts are planned, called out, shortened, moved and given up, also by odd minutes.</summary>
internal sealed class RosterSteps(Scene scene)
{
    public async Task<Taken?> PlanAsync(string person, DateOnly date)
    {
        var starts = Scene.At(date, (7 * 60) + 30 + (30 * scene.Roll(3)));
        var ends = Scene.At(date, (scene.Chance(0.8) ? 18 * 60 : 14 * 60) + scene.Roll(20));
        return ends.UtcDateTime <= scene.Host.Clock.Utc ? null : new Taken("plan shift", await scene.Host.PostAsync(
            "shifts", new { staffId = person, siteId = scene.Clinic.SiteId, startsAt = starts, endsAt = ends }));
    }

    public Task<Taken?> PlanAnyAsync() => PlanAsync(scene.Pick(scene.Ledger.People.Keys)!, scene.Today.AddDays(scene.Roll(14)));

    public async Task<Taken?> CallOutAsync() => scene.PickDuty() is { } duty
        ? new Taken("call out", await scene.Host.PostAsync($"shifts/{duty.Id}/call-out", null))
        : null;

    public async Task<Taken?> DeleteAsync() => scene.PickDuty() is { } duty
        ? new Taken("delete shift", await scene.Host.DeleteAsync($"shifts/{duty.Id}"))
        : null;

    public async Task<Taken?> ShortenAsync()
    {
        if (scene.PickDuty() is not { } duty)
        {
            return null;
        }

        var minutes = (int)(duty.End - duty.Start).TotalMinutes;
        var from = scene.Chance(0.5) ? duty.Start.AddMinutes(scene.Roll(minutes)) : (DateTime?)null;
        var until = from is null || scene.Chance(0.3) ? duty.End.AddMinutes(-scene.Roll(minutes)) : (DateTime?)null;
        return new Taken("shorten shift", await scene.Host.PostAsync($"shifts/{duty.Id}/shorten", new { startsAt = from, endsAt = until }));
    }

    public async Task<Taken?> MoveAsync()
    {
        if (scene.PickDuty() is not { } duty)
        {
            return null;
        }

        // By some hours, by whole days, or a little: then it gives on one side what it takes on the other.
        var by = scene.Roll(3) switch
        {
            0 => TimeSpan.FromMinutes(15 * (scene.Roll(25) - 12)),
            1 => TimeSpan.FromDays(scene.Roll(5) - 2),
            _ => TimeSpan.FromMinutes(scene.Roll(61) - 30),
        };
        return new Taken("move shift", await scene.Host.PostAsync($"shifts/{duty.Id}/move", new { startsAt = duty.Start + by, endsAt = duty.End + by }));
    }
}
