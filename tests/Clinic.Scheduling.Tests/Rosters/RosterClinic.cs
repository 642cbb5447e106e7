using System.Net;
using System.Text.Json.Nodes;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Auth;

namespace Clinic.Scheduling.Tests.Rosters;

/// <summary>A clinic without any shift, whose shifts come from templates.</summary>
internal sealed class RosterClinic
{
    public static readonly string[] WorkingDays = ["monday", "tuesday", "wednesday", "thursday", "friday"];

    private readonly SchedulingRig _rig;

    private RosterClinic(SchedulingRig rig, TestClinic clinic) => (_rig, Clinic) = (rig, clinic);

    public TestClinic Clinic { get; }

    public Guid Nurse => Clinic.Nurses[0];

    public static async Task<RosterClinic> OpenAsync(SchedulingRig rig) =>
        new(rig, await TestClinic.OpenAsync(rig, new ClinicPlan { Days = 0, Infusions = 1 }));

    public object Template(
        Guid? staff = null, string[]? weekdays = null, string starts = "08:00", string ends = "18:00", DateOnly? from = null, int everyWeeks = 1) => new
        {
            staffId = staff ?? Nurse,
            siteId = Clinic.SiteId,
            weekdays = weekdays ?? WorkingDays,
            startsAt = starts,
            endsAt = ends,
            validFrom = from ?? TestClinic.Today,
            everyWeeks,
        };

    public async Task<Answer> AddAsync(object template) => (await _rig.PostAsync("shift-templates", template, Roles.FrontDesk)).Expect(HttpStatusCode.Created);

    /// <summary>Applies the templates to a range of days, counted from the test's first.</summary>
    public Task<Answer> ApplyAsync(int first, int last, bool preview = false, Guid[]? staff = null) => _rig.PostAsync(
        "rosters",
        new
        {
            siteId = Clinic.SiteId,
            firstDate = TestClinic.Today.AddDays(first),
            lastDate = TestClinic.Today.AddDays(last),
            staffIds = staff,
            preview,
        },
        Roles.FrontDesk);

    public async Task<List<JsonNode>> ShiftsAsync(int days = 60)
    {
        var path = $"shifts?siteId={Clinic.SiteId}&from={TestClinic.At(0, 0):s}Z&to={TestClinic.At(days, 0):s}Z";
        return [.. (await _rig.GetAsync(path)).Expect(HttpStatusCode.OK).Body!.AsArray().Select(s => s!)];
    }

    /// <summary>What became of the templates, as "date outcome", in order.</summary>
    public static List<string> Outcomes(Answer applied) =>
    [
        .. from day in applied.Expect(HttpStatusCode.OK)["days"].AsArray()
           from shift in day!["shifts"]!.AsArray()
           select $"{day["date"]} {shift!["outcome"]}",
    ];

    public static JsonNode Shift(Answer applied, int day, int at = 0) => applied["days"][day]!["shifts"]![at]!;
}
