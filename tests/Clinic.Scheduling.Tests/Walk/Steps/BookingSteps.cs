using System.Net;
using System.Text.Json.Nodes;
using Clinic.Scheduling.Tests.Checking.Ledgers;
using Clinic.Scheduling.Tests.Rig;

namespace Clinic.Scheduling.Tests.Walk.Steps;

/// <summary>Plans are searched, held, confirmed and booked.</summary>
internal sealed class BookingSteps(Scene scene)
{
    private const int Known = 25;

    /// <summary>Those registered lately come back, also for a second series beside the first.</summary>
    public async Task<Taken?> RegisterAsync()
    {
        var answer = await scene.Host.PostAsync("patients", new
        {
            fullName = $"Patient Number{scene.Patients.Count}",
            birthDate = "1980-02-29",
            phone = "+1 212 555 0123",
            timeZoneId = "America/New_York",
        });
        scene.Patients.Add(answer.Expect(HttpStatusCode.Created).Id);
        return new Taken("register patient", answer);
    }

    public async Task<Taken?> SearchAsync() => scene.Patients.Count == 0
        ? null
        : new Taken("search", await scene.Host.PostAsync("series-searches", Window())) { WritesAnyway = true };

    public async Task<Taken?> BookAsync()
    {
        if (scene.Patients.Count == 0)
        {
            return null;
        }

        var window = Window();
        var answer = await scene.Host.PostAsync("series", window);
        return new Taken("book", answer) { Objections = OutsideOf(window, answer) };
    }

    /// <summary>At times of the walk's own, hit or miss, often of the sort that must be refused.</summary>
    public async Task<Taken?> BookExactlyAsync() => scene.Patients.Count == 0 ? null : new Taken("book exactly", await scene.Host.PostAsync("series", new
    {
        patientId = Patient(),
        siteId = scene.Clinic.SiteId,
        protocolId = Protocol(out var regimen),
        sessions = Guesses(regimen),
    }));

    public async Task<Taken?> HoldAsync()
    {
        if (scene.Patients.Count == 0)
        {
            return null;
        }

        var window = Window();
        window["minutes"] = 1 + scene.Roll(60);
        var answer = await scene.Host.PostAsync("holds", window);
        return new Taken("hold", answer) { Objections = OutsideOf(window, answer) };
    }

    public async Task<Taken?> ConfirmAsync() => scene.Pick(scene.Ledger.Holds) is { } hold
        ? new Taken("confirm hold", await scene.Host.PostAsync("series", new { holdId = hold.Id }))
        : null;

    public async Task<Taken?> ReleaseAsync() => scene.Pick(scene.Ledger.Holds) is { } hold
        ? new Taken("release hold", await scene.Host.DeleteAsync($"holds/{hold.Id}"))
        : null;

    private JsonObject Window()
    {
        var body = new JsonObject
        {
            ["patientId"] = Patient(),
            ["siteId"] = scene.Clinic.SiteId,
            ["protocolId"] = Protocol(out _),
            ["earliestDate"] = Text(scene.Today.AddDays(scene.Roll(6))),
        };
        if (scene.Chance(0.3))
        {
            body["preferences"] = new JsonObject { ["notBefore"] = $"{8 + scene.Roll(4):00}:00", ["notAfter"] = $"{13 + scene.Roll(4):00}:00" };
        }

        return body;
    }

    private JsonArray Guesses(Regimen regimen)
    {
        var (date, sessions) = (scene.Today.AddDays(scene.Roll(5)), new JsonArray());
        for (var n = 0; n < regimen.Infusions; n++)
        {
            date = n == 0 ? date : date.AddDays(regimen.MinGap + scene.Roll(regimen.MaxGap - regimen.MinGap + 1));
            date = date.DayOfWeek == DayOfWeek.Sunday && scene.Chance(0.9) ? date.AddDays(1) : date;
            sessions.Add(new JsonObject { ["startsAt"] = Scene.At(date, (8 * 60) + (15 * scene.Roll(34))) });
        }

        return sessions;
    }

    private Guid Patient() => scene.Pick(scene.Patients.TakeLast(Known));

    private Guid Protocol(out Regimen regimen)
    {
        var id = scene.Chance(0.7) ? scene.Clinic.Protocols[0] : scene.Clinic.Protocols[1];
        regimen = scene.Ledger.Regimens.Values.Single(r => string.Equals(r.Id, id.ToString(), StringComparison.OrdinalIgnoreCase));
        return id;
    }

    private List<string> OutsideOf(JsonObject window, Answer answer)
    {
        if (answer.Status != HttpStatusCode.Created)
        {
            return [];
        }

        var regimen = scene.Ledger.Regimens.Values.Single(r => Guid.Parse(r.Id) == window["protocolId"]!.GetValue<Guid>());
        var first = DateOnly.Parse(window["earliestDate"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        return [.. answer["sessions"].AsArray().Select(s => DateOnly.FromDateTime(s!["startsAt"]!.GetValue<DateTimeOffset>().DateTime))
            .Where(date => date < first || date > first.AddDays(regimen.Window)).Select(date => $"a session on {date:o} of a window from {first:o}")];
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
