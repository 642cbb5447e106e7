using System.Net;
using Clinic.Contracts.Scheduling;
using Clinic.Scheduling.Tests.Checking;
using Clinic.Scheduling.Tests.Rig;

namespace Clinic.Scheduling.Tests.Booking;

public sealed class RosterChangeTests
{
    private static readonly ClinicPlan OneInfusion = new() { Infusions = 1, Nurses = 3, Days = 5, WindowDays = 0 };

    [Theory]
    [InlineData("shorten", 10, "monitor")]
    [InlineData("shorten", 11, "none")]
    [InlineData("move", 10, "monitor")]
    [InlineData("delete", 0, "monitor")]
    public async Task A_shift_that_no_longer_covers_the_whole_stay_leaves_its_session_flagged_and_announced(
        string change, int until, string need)
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        var session = await BookAsync(clinic, TestClinic.At(1, 9), clinic.Nurses[0]);
        var shift = clinic.Shifts[(clinic.Nurses[0], TestClinic.Today.AddDays(1))];

        var answer = (await ChangeAsync(rig, change, shift, TestClinic.At(1, until))).Expect(HttpStatusCode.OK);

        Guid[] expected = need == "none" ? [] : [session];
        Assert.Equal(expected, answer["sessionIds"].AsArray().Select(n => n!.GetValue<Guid>()));
        Assert.Equal(need, (await rig.GetAsync($"sessions/{session}"))["coverNeed"].GetValue<string>());
        Assert.Equal(expected, (await rig.EventsAsync<MonitorCoverageLost>()).SelectMany(e => e.SessionIds));
    }

    [Fact]
    public async Task A_monitor_who_loses_a_credential_leaves_every_future_session_flagged()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        var lost = new[]
        {
            await BookAsync(clinic, TestClinic.At(1, 9), clinic.Nurses[0]),
            await BookAsync(clinic, TestClinic.At(2, 9), clinic.Nurses[0]),
        };
        var kept = await BookAsync(clinic, TestClinic.At(2, 12), clinic.Nurses[1]);

        (await rig.SendAsync(HttpMethod.Delete, $"staff/{clinic.Nurses[0]}/credentials/ACLS", null, "admin")).Expect(HttpStatusCode.OK);

        Assert.All(lost, s => Assert.Equal("Monitor", NeedOf(rig, s)));
        Assert.Equal("None", NeedOf(rig, kept));
        Assert.Equal(lost, (await rig.EventsAsync<MonitorCoverageLost>()).SelectMany(e => e.SessionIds));
        var again = await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(3, 9), null, clinic.Nurses[0]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
    }

    [Fact]
    public async Task A_credential_that_is_renewed_to_end_earlier_flags_the_sessions_after_its_end()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        var before = await BookAsync(clinic, TestClinic.At(1, 9), clinic.Nurses[0]);
        var after = await BookAsync(clinic, TestClinic.At(2, 9), clinic.Nurses[0]);

        var renewed = new { code = "ACLS", validUntil = TestClinic.Today.AddDays(1) };
        (await rig.PostAsync($"staff/{clinic.Nurses[0]}/credentials", renewed)).Expect(HttpStatusCode.Created);

        Assert.Equal(("None", "Monitor"), (NeedOf(rig, before), NeedOf(rig, after)));
    }

    [Fact]
    public async Task A_chair_out_of_service_flags_stays_and_turnovers_within_and_is_not_offered()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion with { Chairs = 1 });
        // The stay of six quarters from 9 ends at 10:30, the chair's turnover at 10:45.
        var turnover = await BookAsync(clinic, TestClinic.At(1, 9), clinic.Nurses[0]);
        var untouched = await BookAsync(clinic, TestClinic.At(1, 14), clinic.Nurses[0]);

        var closure = new { startsAt = TestClinic.At(1, 10, 30), endsAt = TestClinic.At(1, 14), reason = "repair" };
        var closed = (await rig.PostAsync($"chairs/{clinic.Chairs[0]}/closures", closure)).Expect(HttpStatusCode.Created);

        Assert.Equal([turnover], closed["sessionIds"].AsArray().Select(n => n!.GetValue<Guid>()));
        Assert.Equal(("Chair", "None"), (NeedOf(rig, turnover), NeedOf(rig, untouched)));
        Assert.Equal([turnover], Assert.Single(await rig.EventsAsync<SessionPlaceLost>(), e => e.ChairId == clinic.Chairs[0]).SessionIds);
        var taken = await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(1, 11));
        Assert.Equal("slot-taken", taken.Expect(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task A_day_that_is_closed_flags_its_sessions_and_no_others()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        var closedDay = await BookAsync(clinic, TestClinic.At(1, 9), clinic.Nurses[0]);
        var nextDay = await BookAsync(clinic, TestClinic.At(2, 9), clinic.Nurses[0]);

        (await rig.PostAsync($"sites/{clinic.SiteId}/closures", new { date = TestClinic.Today.AddDays(1), reason = "snow" })).Expect(HttpStatusCode.Created);

        Assert.Equal(("SiteClosed", "None"), (NeedOf(rig, closedDay), NeedOf(rig, nextDay)));
        Assert.Equal([closedDay], Assert.Single(await rig.EventsAsync<SessionPlaceLost>(), e => e.ChairId is null).SessionIds);
    }

    [Fact]
    public async Task A_shift_can_only_be_shortened_within_its_times_and_moved_where_its_person_is_free()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        var shift = clinic.Shifts[(clinic.Nurses[0], TestClinic.Today.AddDays(1))];

        var longer = await rig.PostAsync($"shifts/{shift}/shorten", new { endsAt = TestClinic.At(1, 19) });
        var nothing = await rig.PostAsync($"shifts/{shift}/shorten", new { endsAt = TestClinic.At(1, 8) });
        var clash = await rig.PostAsync($"shifts/{shift}/move", new { startsAt = TestClinic.At(2, 8), endsAt = TestClinic.At(2, 18) });
        var unknown = await rig.SendAsync(HttpMethod.Delete, $"shifts/{Guid.NewGuid()}", null, "admin");

        Assert.Equal(("not-shorter", "endsAt"), (longer.Problem, Assert.Single(longer.Fields)));
        Assert.Equal("nothing-left", nothing.Expect(HttpStatusCode.UnprocessableEntity).Problem);
        Assert.Equal("shift-overlaps", clash.Expect(HttpStatusCode.Conflict).Problem);
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
    }

    private static Task<Answer> ChangeAsync(SchedulingRig rig, string change, Guid shift, DateTimeOffset until) => change switch
    {
        "shorten" => rig.PostAsync($"shifts/{shift}/shorten", new { endsAt = until }),
        "move" => rig.PostAsync($"shifts/{shift}/move", new { startsAt = TestClinic.At(1, 8), endsAt = until }),
        _ => rig.SendAsync(HttpMethod.Delete, $"shifts/{shift}", null, "admin"),
    };

    private static async Task<Guid> BookAsync(TestClinic clinic, DateTimeOffset at, Guid monitor)
    {
        var booked = await clinic.BookExactlyAsync(await clinic.PatientAsync(), at, clinic.Chairs[0], monitor);
        return booked.Expect(HttpStatusCode.Created)["sessions"][0]!["id"]!.GetValue<Guid>();
    }

    private static string NeedOf(SchedulingRig rig, Guid session) =>
        new Books(rig.ConnectionString).Sessions.Single(s => s.Id == session).CoverNeed;
}
