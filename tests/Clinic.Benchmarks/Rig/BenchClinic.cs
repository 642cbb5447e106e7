using System.Globalization;
using Clinic.Scheduling.Domain.Consents;
using Clinic.Scheduling.Domain.Patients;
using Clinic.Scheduling.Domain.Protocols;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Persistence;
using MassTransit;
using NodaTime;

namespace Clinic.Benchmarks.Rig;

/// <summary>What a clinic for measuring looks like.</summary>
internal sealed record ClinicSize
{
    public required int Chairs { get; init; }

    public required int Nurses { get; init; }

    public required int Days { get; init; }

    public required int Patients { get; init; }

    public int Infusions { get; init; } = 6;

    public int WindowDays { get; init; } = 21;
}

/// <summary>A site in New York, open on every day from 8 to 18, everybody on shift all day.</summary>
internal sealed class BenchClinic
{
    private const string Text = "Ketamine is given off label for this condition.";
    private readonly ClinicSize _size;
    private readonly Instant _now;
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb["America/New_York"];

    private BenchClinic(ClinicSize size, Instant now) => (_size, _now) = (size, now);

    public Guid SiteId { get; } = NewId.NextGuid();

    public Guid ProtocolId { get; } = NewId.NextGuid();

    public IReadOnlyList<Guid> Patients { get; private set; } = [];

    public IReadOnlyList<Guid> Chairs { get; private set; } = [];

    /// <summary>The first date with shifts.</summary>
    public LocalDate FirstDate => _now.InZone(_zone).Date.PlusDays(1);

    public static async Task<BenchClinic> OpenAsync(SchedulingDbContext db, ClinicSize size, Instant now)
    {
        var clinic = new BenchClinic(size, now);
        clinic.AddSite(db);
        clinic.AddStaff(db);
        clinic.AddProtocol(db);
        clinic.AddPatients(db);
        await db.SaveChangesAsync();
        return clinic;
    }

    private void AddSite(SchedulingDbContext db)
    {
        db.Sites.Add(new Site
        {
            Id = SiteId,
            Name = "Main",
            TimeZoneId = _zone.Id,
            LateCancellationHours = 24,
            ConsentDeadlineHours = 24,
            Version = 1,
            Hours = [.. Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None).Select(d => new OpeningHours
            {
                SiteId = SiteId, Weekday = d, Opens = new(8, 0), Closes = new(18, 0),
            })],
            StaffingRules =
            [
                new() { SiteId = SiteId, Kind = StaffingRequirementKind.Role, Code = "prescriber", AtLeast = 1 },
                new() { SiteId = SiteId, Kind = StaffingRequirementKind.Credential, Code = "BLS", AtLeast = 2 },
            ],
        });
        var chairs = Enumerable.Range(1, _size.Chairs).Select(n =>
            new Chair { Id = NewId.NextGuid(), SiteId = SiteId, Name = Numbered("Chair", n) }).ToList();
        db.Chairs.AddRange(chairs);
        Chairs = [.. chairs.Select(c => c.Id)];
    }

    private void AddStaff(SchedulingDbContext db)
    {
        for (var n = 0; n <= _size.Nurses; n++)
        {
            var id = NewId.NextGuid();
            db.Staff.Add(new StaffMember
            {
                Id = id,
                DisplayName = Numbered("Staff", n),
                Role = n == 0 ? StaffRole.Prescriber : StaffRole.Nurse,
                PatientsAtOnce = n == 0 ? 0 : 4,
                Version = 1,
                // Some have ACLS only: a booking stands on the shifts of its monitors and of those who count for the rules.
                Credentials = [Held(id, "ACLS"), .. n <= 3 ? new[] { Held(id, "BLS") } : []],
            });
            db.Shifts.AddRange(Enumerable.Range(0, _size.Days).Select(day => Shift(id, FirstDate.PlusDays(day))));
        }
    }

    private Shift Shift(Guid staff, LocalDate date) => new()
    {
        Id = NewId.NextGuid(),
        StaffId = staff,
        SiteId = SiteId,
        StartsAt = date.At(new(8, 0)).InZoneLeniently(_zone).ToInstant(),
        EndsAt = date.At(new(18, 0)).InZoneLeniently(_zone).ToInstant(),
        State = ShiftState.Planned,
        Version = 1,
        Stamp = NewId.NextGuid(),
    };

    private void AddProtocol(SchedulingDbContext db)
    {
        db.ConsentForms.Add(new ConsentForm
        {
            Id = NewId.NextGuid(),
            Code = "KET-CONSENT",
            Version = 1,
            Language = "en",
            Text = Text,
            TextSha256 = ConsentForm.HashOf(Text),
            ValidDays = 365,
            PublishedAt = _now,
        });
        db.Protocols.Add(new Protocol
        {
            Id = ProtocolId,
            Code = "KET-IND",
            Version = 1,
            Name = "Ketamine induction",
            DrugCode = "ketamine",
            Route = "iv",
            DoseMgPerKg = 0.5m,
            MinInfusionMinutes = 30,
            MaxInfusionMinutes = 60,
            SetUpMinutes = 15,
            InfusionMinutes = 40,
            RecoveryMinutes = 30,
            TurnoverMinutes = 15,
            LeastRecoveryMinutes = 30,
            VitalsIntervalMinutes = 10,
            Infusions = _size.Infusions,
            MinGapDays = 2,
            MaxGapDays = 4,
            WindowDays = _size.WindowDays,
            MonitorRoles = ["nurse"],
            MonitorCredentials = ["ACLS"],
            IndicationPrefixes = ["F32", "F33"],
            ConsentFormCode = "KET-CONSENT",
            PublishedAt = _now,
        });
    }

    private void AddPatients(SchedulingDbContext db)
    {
        var patients = Enumerable.Range(1, _size.Patients).Select(n => new Patient
        {
            Id = NewId.NextGuid(),
            FullName = Numbered("Patient", n),
            GivenName = "Patient",
            BirthDate = new(1980, 2, 29),
            Phone = "+12125550123",
            TimeZoneId = _zone.Id,
            Language = "en",
            RegisteredAt = _now,
            Version = 1,
        }).ToList();
        db.Patients.AddRange(patients);
        Patients = [.. patients.Select(p => p.Id)];
    }

    private static StaffCredential Held(Guid staff, string code) => new() { StaffId = staff, Code = code, ValidUntil = new(2090, 1, 1) };

    private static string Numbered(string what, int number) => string.Create(CultureInfo.InvariantCulture, $"{what} {number:000}");
}
