using System.Net;

namespace Clinic.Scheduling.Tests.Rig;

/// <summary>What a test's clinic looks like.</summary>
internal sealed record ClinicPlan
{
    public int Chairs { get; init; } = 2;

    public int Nurses { get; init; } = 2;

    public int PatientsAtOnce { get; init; } = 2;

    public int Days { get; init; } = 21;

    public int Infusions { get; init; } = 6;

    public int MinGapDays { get; init; } = 2;

    public int MaxGapDays { get; init; } = 4;

    public int WindowDays { get; init; } = 18;

    public int ConsentDeadlineHours { get; init; }
}

/// <summary>A site in New York, open on working days from 8 to 18, with staff on shift, a protocol and a consent form.</summary>
internal sealed class TestClinic
{
    public const string FormText = "Ketamine is given off label for this condition.\n\nYou may withdraw <at any time> before dosing.";

    private static readonly string[] WorkingDays = ["monday", "tuesday", "wednesday", "thursday", "friday"];
    private readonly SchedulingRig _rig;
    private int _patients;

    private TestClinic(SchedulingRig rig) => _rig = rig;

    public Guid SiteId { get; private set; }

    public Guid ProtocolId { get; private set; }

    public IReadOnlyList<Guid> Chairs { get; private set; } = [];

    public IReadOnlyList<Guid> Nurses { get; private set; } = [];

    public Guid Prescriber { get; private set; }

    /// <summary>Shifts by staff and date.</summary>
    public Dictionary<(Guid Staff, DateOnly Date), Guid> Shifts { get; } = [];

    public static async Task<TestClinic> OpenAsync(SchedulingRig rig, ClinicPlan? plan = null)
    {
        plan ??= new ClinicPlan();
        var clinic = new TestClinic(rig);
        clinic.SiteId = (await rig.PostAsync("sites", new
        {
            name = "Main",
            timeZoneId = "America/New_York",
            hours = WorkingDays.Select(d => new { weekday = d, opens = "08:00", closes = "18:00" }),
            staffingRules = new[] { new { kind = "role", code = "prescriber", atLeast = 1 }, new { kind = "credential", code = "BLS", atLeast = 2 } },
            lateCancellationHours = 24,
            consentDeadlineHours = plan.ConsentDeadlineHours,
        })).Expect(HttpStatusCode.Created).Id;
        clinic.Chairs = await EachAsync(plan.Chairs, n => rig.PostAsync($"sites/{clinic.SiteId}/chairs", new { name = $"Chair {n:00}" }));
        clinic.Nurses = await EachAsync(plan.Nurses, n => rig.PostAsync("staff", Person($"Nurse {n:00}", "nurse", plan.PatientsAtOnce)));
        clinic.Prescriber = (await rig.PostAsync("staff", Person("Prescriber", "prescriber", 0))).Expect(HttpStatusCode.Created).Id;
        await clinic.PlanShiftsAsync(plan.Days);
        (await rig.PostAsync("consent-forms", new { code = "KET-CONSENT", text = FormText })).Expect(HttpStatusCode.Created);
        clinic.ProtocolId = (await rig.PostAsync("protocols", Protocol(plan))).Expect(HttpStatusCode.Created).Id;
        return clinic;
    }

    public static object Protocol(ClinicPlan plan) => new
    {
        code = "KET-IND",
        name = "Ketamine induction",
        drugCode = "ketamine",
        route = "iv",
        doseMgPerKg = 0.5,
        minInfusionMinutes = 30,
        maxInfusionMinutes = 60,
        setUpMinutes = 15,
        infusionMinutes = 40,
        recoveryMinutes = 30,
        turnoverMinutes = 15,
        leastRecoveryMinutes = 30,
        vitalsIntervalMinutes = 10,
        infusions = plan.Infusions,
        minGapDays = plan.MinGapDays,
        maxGapDays = plan.MaxGapDays,
        windowDays = plan.WindowDays,
        monitorCredentials = new[] { "ACLS" },
        indicationPrefixes = new[] { "F32", "F33" },
        consentFormCode = "KET-CONSENT",
    };

    public async Task<Guid> PatientAsync() => (await _rig.PostAsync("patients", new
    {
        fullName = $"Patient Number{Interlocked.Increment(ref _patients)}",
        birthDate = "1980-02-29",
        phone = "+1 212 555 0123",
        timeZoneId = "America/New_York",
    })).Expect(HttpStatusCode.Created).Id;

    /// <summary>Books the best plan from a date on.</summary>
    public Task<Answer> BookAsync(Guid patient, DateOnly? earliest = null, DateOnly? latest = null) => _rig.PostAsync(
        "series", new { patientId = patient, siteId = SiteId, protocolId = ProtocolId, earliestDate = earliest ?? Today, latestDate = latest });

    /// <summary>Books exactly one session, for protocols of one infusion.</summary>
    public Task<Answer> BookExactlyAsync(Guid patient, DateTimeOffset startsAt, Guid? chair = null, Guid? monitor = null) => _rig.PostAsync(
        "series",
        new
        {
            patientId = patient,
            siteId = SiteId,
            protocolId = ProtocolId,
            sessions = new[] { new { startsAt, chairId = chair, monitorId = monitor } },
        });

    public static DateOnly Today => DateOnly.FromDateTime(SchedulingRig.Start.DateTime);

    /// <summary>A time of the test's first day or of a later one.</summary>
    public static DateTimeOffset At(int day, int hour, int minute = 0) => SchedulingRig.Start.Date.AddDays(day).AddHours(hour).AddMinutes(minute) switch
    {
        var local => new DateTimeOffset(local, SchedulingRig.Start.Offset),
    };

    private static object Person(string name, string role, int patients) => new
    {
        displayName = name,
        role,
        patientsAtOnce = patients,
        credentials = new[] { new { code = "ACLS", validUntil = "2035-12-31" }, new { code = "BLS", validUntil = "2035-12-31" } },
    };

    private async Task PlanShiftsAsync(int days)
    {
        for (var day = 0; day < days; day++)
        {
            var date = Today.AddDays(day);
            if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            {
                continue;
            }

            foreach (var staff in Nurses.Append(Prescriber))
            {
                var shift = new { staffId = staff, siteId = SiteId, startsAt = At(day, 8), endsAt = At(day, 18) };
                Shifts[(staff, date)] = (await _rig.PostAsync("shifts", shift)).Expect(HttpStatusCode.Created).Id;
            }
        }
    }

    private static async Task<List<Guid>> EachAsync(int count, Func<int, Task<Answer>> create)
    {
        var ids = new List<Guid>();
        for (var n = 1; n <= count; n++)
        {
            ids.Add((await create(n)).Expect(HttpStatusCode.Created).Id);
        }

        return ids;
    }
}
