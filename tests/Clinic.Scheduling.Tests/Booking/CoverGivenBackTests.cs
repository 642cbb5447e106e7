using System.Net;
using Clinic.Contracts.Scheduling;
using Clinic.Scheduling.Tests.Checking;
using Clinic.Scheduling.Tests.Rig;
using Clinic.Scheduling.Tests.Walk;

namespace Clinic.Scheduling.Tests.Booking;

/// <summary>A flag goes down with its cause: one that stayed up would hide the next loss.</summary>
public sealed class CoverGivenBackTests
{
    private static readonly ClinicPlan OneInfusion = new() { Infusions = 1, Nurses = 3, Days = 5, WindowDays = 0 };

    [Theory]
    [InlineData("another shift")]
    [InlineData("the shift moved back")]
    [InlineData("the credential")]
    public async Task What_covers_a_stay_again_takes_its_flag_away_and_the_next_loss_is_announced_too(string givenBack)
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        var (session, nurse) = (await BookAsync(clinic, 9), clinic.Nurses[0]);
        var shift = clinic.Shifts[(nurse, TestClinic.Today.AddDays(1))];

        await LoseAsync(rig, nurse, shift, givenBack);
        Assert.Equal("Monitor", NeedOf(rig, session));
        var answer = await GiveBackAsync(rig, clinic, nurse, shift, givenBack);

        Assert.Equal("None", NeedOf(rig, session));
        if (givenBack != "the credential")
        {
            Assert.Equal((await rig.GetAsync($"shifts/{answer}"))["version"].ToJsonString(), _version);
            shift = answer;
        }

        (await rig.PostAsync($"shifts/{shift}/call-out", null)).Expect(HttpStatusCode.OK);
        Assert.Equal("Monitor", NeedOf(rig, session));
        Assert.Equal([session, session], (await rig.EventsAsync<MonitorCoverageLost>()).SelectMany(e => e.SessionIds));
    }

    [Fact]
    public async Task Hours_that_leave_a_stay_out_flag_it_at_once_and_hours_that_hold_it_take_the_flag_away()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        var (morning, evening) = (await BookAsync(clinic, 9), await BookAsync(clinic, 16));

        await ChangeSiteAsync(rig, clinic, "08:00", "17:00", leastBls: 2);
        Assert.Equal(("None", "SiteClosed"), (NeedOf(rig, morning), NeedOf(rig, evening)));
        Assert.Equal([evening], Assert.Single(await rig.EventsAsync<SessionPlaceLost>()).SessionIds);

        await ChangeSiteAsync(rig, clinic, "08:00", "17:30", leastBls: 2);
        Assert.Equal("None", NeedOf(rig, evening));
    }

    [Fact]
    public async Task A_stricter_rule_of_the_site_flags_what_it_leaves_uncovered()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        var session = await BookAsync(clinic, 9);

        await ChangeSiteAsync(rig, clinic, "08:00", "18:00", leastBls: 4);
        Assert.Equal("None", NeedOf(rig, session));
        await ChangeSiteAsync(rig, clinic, "08:00", "18:00", leastBls: 5);

        Assert.Equal("SiteRule", NeedOf(rig, session));
        Assert.Equal([session], Assert.Single(await rig.EventsAsync<SessionPlaceLost>()).SessionIds);
    }

    private string? _version;

    private static async Task LoseAsync(SchedulingRig rig, Guid nurse, Guid shift, string givenBack)
    {
        var lost = givenBack switch
        {
            "another shift" => await rig.PostAsync($"shifts/{shift}/call-out", null),
            "the shift moved back" => await rig.PostAsync($"shifts/{shift}/move", new { startsAt = TestClinic.At(1, 12), endsAt = TestClinic.At(1, 18) }),
            _ => await rig.SendAsync(HttpMethod.Delete, $"staff/{nurse}/credentials/ACLS", null, "admin"),
        };
        lost.Expect(HttpStatusCode.OK);
    }

    private async Task<Guid> GiveBackAsync(SchedulingRig rig, TestClinic clinic, Guid nurse, Guid shift, string givenBack)
    {
        var (starts, ends) = (TestClinic.At(1, 8), TestClinic.At(1, 18));
        if (givenBack == "the credential")
        {
            (await rig.PostAsync($"staff/{nurse}/credentials", new { code = "ACLS", validUntil = "2035-12-31" })).Expect(HttpStatusCode.Created);
            return shift;
        }

        var answer = givenBack == "another shift"
            ? (await rig.PostAsync("shifts", new { staffId = nurse, siteId = clinic.SiteId, startsAt = starts, endsAt = ends })).Expect(HttpStatusCode.Created).Body!
            : (await rig.PostAsync($"shifts/{shift}/move", new { startsAt = starts, endsAt = ends })).Expect(HttpStatusCode.OK)["shift"];
        _version = answer["version"]!.ToJsonString();
        return answer["id"]!.GetValue<Guid>();
    }

    private static async Task ChangeSiteAsync(SchedulingRig rig, TestClinic clinic, string opens, string closes, int leastBls)
    {
        var etag = (await rig.GetAsync($"sites/{clinic.SiteId}")).ETag!;
        (await rig.SendAsync(HttpMethod.Put, $"sites/{clinic.SiteId}", WalkClinic.Site(opens, closes, leastBls), "admin", ("If-Match", etag))).Expect(HttpStatusCode.OK);
    }

    private static async Task<Guid> BookAsync(TestClinic clinic, int hour) =>
        (await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(1, hour), clinic.Chairs[0], clinic.Nurses[0]))
        .Expect(HttpStatusCode.Created)["sessions"][0]!["id"]!.GetValue<Guid>();

    private static string NeedOf(SchedulingRig rig, Guid session) =>
        new Books(rig.ConnectionString).Sessions.Single(s => s.Id == session).CoverNeed;
}
