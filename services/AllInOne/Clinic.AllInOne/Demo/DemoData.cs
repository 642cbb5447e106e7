using NodaTime;

namespace Clinic.AllInOne.Demo;

/// <summary>The demonstration clinic. Nobody in it exists: phone numbers are from the range reserved for fiction.</summary>
internal static class DemoData
{
    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    public static object Site { get; } = new
    {
        name = "Harbor Street",
        timeZoneId = DemoClinic.ZoneId,
        hours = Weekdays.Select(weekday => new { weekday, opens = new TimeOnly(8, 0), closes = new TimeOnly(18, 0) }).ToArray(),
        staffingRules = new object[]
        {
            new { kind = "role", code = "prescriber", atLeast = 1 },
            new { kind = "credential", code = "BLS", atLeast = 2 },
        },
        lateCancellationHours = 24,
        consentDeadlineHours = 24,
    };

    public static IReadOnlyList<string> Chairs { get; } = ["Chair 1", "Chair 2", "Chair 3", "Chair 4"];

    public static IReadOnlyList<DemoStaff> Staff { get; } =
    [
        new("Dr. Ines Okafor", "prescriber", 0, ["ACLS", "BLS"], new LocalTime(8, 0), new LocalTime(18, 0)),
        new("Maya Lindqvist", "nurse", 3, ["ACLS", "BLS"], new LocalTime(8, 0), new LocalTime(16, 0)),
        new("Tom Achterberg", "nurse", 3, ["ACLS", "BLS"], new LocalTime(8, 0), new LocalTime(18, 0)),
        new("Rosa Villanueva", "nurse", 2, ["ACLS", "BLS"], new LocalTime(10, 0), new LocalTime(18, 0)),
        new("Jun Park", "nurse", 2, ["BLS"], new LocalTime(8, 0), new LocalTime(18, 0)),
    ];

    public static object ConsentForm { get; } = new
    {
        code = "KET-OFF-LABEL",
        language = "en",
        text = """
            Ketamine is approved as an anesthetic. Using it for depression, post-traumatic stress, bipolar depression or
            obsessive-compulsive disorder is outside that approval ("off label"). The FDA has not reviewed it for this purpose.
            Your treatment is care, not research.

            What happens: a nurse places a small line in a vein and the drug runs in over about 40 minutes, usually at half a
            milligram for each kilogram you weigh. Staff trained in advanced life support stay with you. Your blood pressure,
            pulse and oxygen are measured during the infusion and until you are fit to leave.

            What you may feel: dizziness, nausea, headache, a rise in blood pressure, and dissociation, which means feeling
            detached or seeing or hearing things that are not there. These usually pass within the hour.

            Tell us before you sign if you have uncontrolled high blood pressure, a heart condition, a history of psychosis, or
            if you are or may be pregnant. Ketamine is a controlled substance (Schedule III) and can be misused.

            Do not drive or operate machines until the day after each infusion, after a night's sleep. An adult must take you home.

            This consent covers the whole series that was booked. You may withdraw it at any time before a dose is given, without
            a reason and without losing other care.
            """,
    };

    public static object Induction { get; } = Protocol(DemoClinic.InductionCode, "Ketamine induction, six infusions", 6, 2, 4, 28);

    /// <summary>Boosters come about 1, 3 and 6 months after an induction (the clinic's knowledge base; verify): four weeks is the least.</summary>
    public static object Booster { get; } = Protocol(DemoClinic.BoosterCode, "Ketamine booster, one infusion", 1, 1, 7, 28, boosterAfterDays: 28);

    public static IReadOnlyList<object> Patients { get; } =
    [
        Patient("Alex Moreau", "Alex", new DateOnly(1984, 5, 2), "+12125550101", "alex.moreau@example.com"),
        Patient("Samira Haddad", "Samira", new DateOnly(1991, 11, 23), "+12125550102", "samira.haddad@example.com"),
        Patient("Peter Novak", "Peter", new DateOnly(1976, 2, 14), "+12125550103", "peter.novak@example.com"),
        Patient("Grace Mbeki", "Grace", new DateOnly(1968, 8, 30), "+12125550104", "grace.mbeki@example.com"),
        Patient("Luca Ferri", "Luca", new DateOnly(2001, 1, 9), "+12125550105", null),
    ];

    public static object BillingPolicy { get; } = new
    {
        timeZoneId = DemoClinic.ZoneId,
        currency = "USD",
        numberPrefix = "HS",
        paymentTermsDays = 14,
        noShowFee = new { amountMinor = 10_000L, currency = "USD" },
        lateCancelFee = new { amountMinor = 5_000L, currency = "USD" },
    };

    /// <summary>Self-pay prices. The labels are our own: the code owner's descriptions are licensed.</summary>
    public static object FeeSchedule(Guid site, LocalDate from) => new
    {
        siteId = site,
        payer = "self-pay",
        currency = "USD",
        validFrom = from.ToDateOnly(),
        lines = new object[]
        {
            new { code = "96365", label = "Infusion, first hour", priceMinor = 42_500L, unitRule = "infusion-initial-hour" },
            new { code = "96366", label = "Infusion, further hour", priceMinor = 9_500L, unitRule = "infusion-further-hour" },
            new { code = "96374", label = "Injection, push", priceMinor = 18_000L, unitRule = "infusion-push" },
            new { code = "J3490", label = "Drug", priceMinor = 2_500L, unitRule = "drug-amount", milligramsPerUnit = 50 },
        },
    };

    private static object Protocol(string code, string name, int infusions, int minGap, int maxGap, int window, int? boosterAfterDays = null) => new
    {
        code,
        name,
        drugCode = "ketamine",
        route = "iv",
        doseMgPerKg = 0.5m,
        minInfusionMinutes = 30,
        maxInfusionMinutes = 100,
        setUpMinutes = 15,
        infusionMinutes = 40,
        recoveryMinutes = 30,
        turnoverMinutes = 15,
        leastRecoveryMinutes = 30,
        vitalsIntervalMinutes = 10,
        infusions,
        minGapDays = minGap,
        maxGapDays = maxGap,
        windowDays = window,
        boosterAfterDays,
        monitorCredentials = new[] { "ACLS" },
        indicationPrefixes = new[] { "F32", "F33", "F31", "F43.1", "F42" },
        consentFormCode = "KET-OFF-LABEL",
    };

    private static object Patient(string fullName, string givenName, DateOnly birthDate, string phone, string? email) =>
        new { fullName, givenName, birthDate, phone, email, timeZoneId = DemoClinic.ZoneId, language = "en" };
}

/// <summary>A member of the demonstration clinic's staff.</summary>
internal sealed record DemoStaff(string Name, string Role, int Monitors, string[] Credentials, LocalTime From, LocalTime Until)
{
    public object Body(DateOnly credentialsValidUntil) => new
    {
        displayName = Name,
        role = Role,
        patientsAtOnce = Monitors,
        credentials = Credentials.Select(code => new { code, validUntil = credentialsValidUntil }).ToArray(),
    };
}
