using Clinic.Scheduling.Tests.Checking.Ledgers;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Privacy;

namespace Clinic.Scheduling.Tests.Walk.Steps;

/// <summary>Consents are signed and withdrawn, and the day of the infusion takes its course.</summary>
internal sealed class DaySteps(Scene scene)
{
    public async Task<Taken?> SignAsync()
    {
        if (scene.Requests.Count == 0)
        {
            return null;
        }

        var request = scene.Pick(scene.Requests);
        scene.Requests.Remove(request);
        var link = scene.Host.Get<Protection>().Unprotect<string>(Protection.ConsentLink, request.GetProperty("protectedSigningLink").GetString()!);
        scene.Consents.Add(request.GetProperty("consentId").GetGuid());
        return new Taken("sign consent", await scene.Host.PostAsync(
            "consent-signatures", new { token = link.Split('/')[^1], fullName = "A Patient", accepted = true }));
    }

    public async Task<Taken?> WithdrawAsync()
    {
        if (scene.Pick(scene.Consents) is var consent && consent == default)
        {
            return null;
        }

        scene.Consents.Remove(consent);
        return new Taken("withdraw consent", await scene.Host.PostAsync($"consents/{consent}/withdraw", null));
    }

    public Task<Taken?> CheckInAsync() => ActAsync("check in", "check-in", s => s.State == "Booked" && IsToday(s), Vitals.Usual);

    public Task<Taken?> StartAsync() => ActAsync("start infusion", "start", s => s.State == "CheckedIn", new { });

    public Task<Taken?> CompleteAsync() => ActAsync("complete infusion", "complete", s => s.State == "InProgress", new { });

    public Task<Taken?> MissAsync() => ActAsync("miss session", "miss", s => s.State == "Booked" && s.Start < scene.Host.Clock.Utc.AddMinutes(30), null);

    private async Task<Taken?> ActAsync(string kind, string verb, Func<Stay, bool> which, object? body) => scene.PickStay(which) is { } stay
        ? new Taken(kind, await scene.Host.PostAsNurseAsync($"sessions/{stay.Id}/{verb}", body))
        : null;

    private bool IsToday(Stay stay) => DateOnly.FromDateTime(Ledger.Local(stay.Start)) == scene.Today;
}
