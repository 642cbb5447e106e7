namespace Clinic.Scheduling.Tests.Walk.Steps;

/// <summary>Credentials, chairs, days and hours come and go.</summary>
internal sealed class ClinicSteps(Scene scene)
{
    private static readonly (string Opens, string Closes)[] OtherHours = [("09:00", "17:00"), ("08:00", "15:30"), ("07:30", "18:30"), ("10:15", "18:00")];
    private bool _isUsual = true;

    public async Task<Taken?> RevokeAsync() => scene.Pick(scene.Ledger.Licences.OrderBy(Order)) is { } licence
        ? new Taken("revoke credential", await scene.Host.DeleteAsync($"staff/{licence.Staff}/credentials/{licence.Code}"))
        : null;

    /// <summary>Mostly gives back what somebody has lost; else renews to a date that may come soon.</summary>
    public async Task<Taken?> CertifyAsync()
    {
        var held = scene.Ledger.Licences.Where(l => l.ValidUntil.Year > 2032).Select(l => (l.Staff, l.Code)).ToHashSet();
        var missing = scene.Ledger.People.Values.Where(p => p.Role == "Nurse").SelectMany(p => new[] { (p.Id, "ACLS"), (p.Id, "BLS") }).Where(x => !held.Contains(x)).ToList();
        if (missing.Count > 0 && scene.Chance(0.8))
        {
            var (person, lost) = scene.Pick(missing);
            return await CertifyAsync("give credential", person, lost, new DateOnly(2035, 12, 31));
        }

        var any = scene.Pick(scene.Ledger.People.Keys)!;
        return await CertifyAsync("end credential", any, scene.Chance(0.5) ? "ACLS" : "BLS", scene.Today.AddDays(scene.Roll(20)));
    }

    public async Task<Taken?> CloseChairAsync()
    {
        var starts = Scene.At(scene.Today.AddDays(scene.Roll(14)), (8 * 60) + scene.Roll(540));
        var closure = new { startsAt = starts, endsAt = starts.AddMinutes(20 + scene.Roll(600)), reason = "broken" };
        return new Taken("close chair", await scene.Host.PostAsync($"chairs/{scene.Pick(scene.Ledger.Chairs)}/closures", closure));
    }

    public async Task<Taken?> CloseDayAsync() => scene.Chance(0.5) ? null : new Taken("close day", await scene.Host.PostAsync(
        $"sites/{scene.Clinic.SiteId}/closures", new { date = scene.Today.AddDays(1 + scene.Roll(18)), reason = "snow" }));

    public async Task<Taken?> ChangeHoursAsync()
    {
        var (opens, closes) = _isUsual ? scene.Pick(OtherHours) : ("08:00", "18:00");
        var least = _isUsual ? 1 + scene.Roll(3) : 2;
        var path = $"sites/{scene.Clinic.SiteId}";
        var site = await scene.Host.GetAsync(path);
        _isUsual = !_isUsual;
        return new Taken("change hours", await scene.Host.SendAsync(HttpMethod.Put, path, WalkClinic.Site(opens, closes, least), site.ETag));
    }

    private async Task<Taken?> CertifyAsync(string kind, string person, string code, DateOnly until) =>
        new Taken(kind, await scene.Host.PostAsync($"staff/{person}/credentials", new { code, validUntil = until }));

    private string Order(Checking.Ledgers.Licence licence) => scene.Ledger.People[licence.Staff].Name + licence.Code;
}
