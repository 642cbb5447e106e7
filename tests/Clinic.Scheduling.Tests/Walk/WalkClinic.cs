using System.Net;
using Clinic.Scheduling.Tests.Rig;

namespace Clinic.Scheduling.Tests.Walk;

/// <summary>A clinic whose size the seed decides: a few chairs, nurses and patients, two protocols, and a rule of its own.</summary>
internal sealed class WalkClinic
{
    /// <summary>Mondays at six in New York, before nothing special and before either change of the clocks.</summary>
    private static readonly DateTime[] Starts = [new(2031, 1, 6, 11, 0, 0), new(2031, 3, 3, 11, 0, 0), new(2031, 10, 20, 10, 0, 0)];

    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    public Guid SiteId { get; private set; }

    public IReadOnlyList<Guid> Protocols { get; private set; } = [];

    public static DateTime StartOf(int seed) => DateTime.SpecifyKind(Starts[seed % Starts.Length], DateTimeKind.Utc);

    public static async Task<WalkClinic> OpenAsync(WalkHost host, Random random)
    {
        var clinic = new WalkClinic();
        clinic.SiteId = (await host.PostAsync("sites", Site("08:00", "18:00", leastBls: 2))).Expect(HttpStatusCode.Created).Id;
        for (var n = 1; n <= random.Next(2, 5); n++)
        {
            (await host.PostAsync($"sites/{clinic.SiteId}/chairs", new { name = $"Chair {n:00}" })).Expect(HttpStatusCode.Created);
        }

        var nurses = random.Next(3, 6);
        for (var n = 1; n <= nurses; n++)
        {
            await HireAsync(host, $"Nurse {n:00}", "nurse", random.Next(1, 4), "ACLS", "BLS");
        }

        await HireAsync(host, "Prescriber 01", "prescriber", 0, "ACLS", "BLS");
        await HireAsync(host, "Prescriber 02", "prescriber", 1, "BLS");
        await HireAsync(host, "Technician 01", "technician", 0, "BLS");
        (await host.PostAsync("consent-forms", new { code = "KET-CONSENT", text = TestClinic.FormText })).Expect(HttpStatusCode.Created);
        clinic.Protocols =
        [
            await PublishAsync(host, new("KET-IND", 15, 40, 30, 15, random.Next(2, 5), random.Next(1, 3), 4, 14, ["ACLS"])),
            await PublishAsync(host, new("KET-BOOST", 25, 60, 45, 30, random.Next(1, 3), 2, 9, 12, ["ACLS", "BLS"])),
        ];
        return clinic;
    }

    public static object Site(string opens, string closes, int leastBls) => new
    {
        name = "Main",
        timeZoneId = "America/New_York",
        hours = Weekdays.Select(d => new { weekday = d, opens, closes }),
        staffingRules = new[] { new { kind = "role", code = "prescriber", atLeast = 1 }, new { kind = "credential", code = "BLS", atLeast = leastBls } },
        lateCancellationHours = 24,
        consentDeadlineHours = 12,
    };

    private static async Task HireAsync(WalkHost host, string name, string role, int patients, params string[] credentials) => (await host.PostAsync("staff", new
    {
        displayName = name,
        role,
        patientsAtOnce = patients,
        credentials = credentials.Select(code => new { code, validUntil = "2035-12-31" }),
    })).Expect(HttpStatusCode.Created);

    private static async Task<Guid> PublishAsync(WalkHost host, Recipe r) => (await host.PostAsync("protocols", new
    {
        code = r.Code,
        name = r.Code,
        drugCode = "ketamine",
        route = "iv",
        doseMgPerKg = 0.5,
        minInfusionMinutes = r.Infusion,
        maxInfusionMinutes = 60,
        setUpMinutes = r.SetUp,
        infusionMinutes = r.Infusion,
        recoveryMinutes = r.Recovery,
        turnoverMinutes = r.Turnover,
        leastRecoveryMinutes = 30,
        vitalsIntervalMinutes = 10,
        infusions = r.Infusions,
        minGapDays = r.MinGap,
        maxGapDays = r.MaxGap,
        windowDays = r.Window,
        monitorCredentials = r.Credentials,
        indicationPrefixes = new[] { "F32", "F33" },
        consentFormCode = "KET-CONSENT",
    })).Expect(HttpStatusCode.Created).Id;

    private sealed record Recipe(
        string Code, int SetUp, int Infusion, int Recovery, int Turnover, int Infusions, int MinGap, int MaxGap, int Window, string[] Credentials);
}
