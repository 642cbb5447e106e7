using System.Net;
using System.Text.Json.Nodes;
using Clinic.Scheduling.Tests.Rig;

namespace Clinic.Scheduling.Tests.Days;

public sealed class DayBoardTests
{
    private static readonly ClinicPlan OneInfusion = new() { Infusions = 1, Days = 5, WindowDays = 4 };

    [Fact]
    public async Task The_board_shows_what_every_chair_does_in_every_slot()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        var booked = (await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(1, 9), clinic.Chairs[0])).Expect(HttpStatusCode.Created);
        var hold = await HoldAsync(rig, clinic, TestClinic.At(1, 11), clinic.Chairs[1]);
        var session = booked["sessions"][0]!["id"]!.GetValue<Guid>();

        var board = (await rig.GetAsync($"sites/{clinic.SiteId}/day-board?date=2031-01-07")).Expect(HttpStatusCode.OK);

        // 15 + 40 + 30 minutes are 1 + 3 + 2 slots of stay, and one of turnover.
        var (one, two) = (Slots(board, 0), Slots(board, 1));
        Assert.Equal(40, one.Count);
        Assert.Equal("free:4 session:6 turnover:1 free:29", Runs(one));
        Assert.Equal("free:12 hold:7 free:21", Runs(two));
        Assert.Equal(TestClinic.At(1, 8), one[0]!["startsAt"]!.GetValue<DateTimeOffset>());
        Assert.All(one.Skip(4).Take(7), s => Assert.Equal(session, s!["sessionId"]!.GetValue<Guid>()));
        Assert.All(two.Skip(12).Take(7), s => Assert.Equal(hold.Id, s!["holdId"]!.GetValue<Guid>()));
        Assert.Equal(session, Assert.Single(board["sessions"].AsArray())!["id"]!.GetValue<Guid>());
        Assert.Equal(hold.Id, Assert.Single(board["holds"].AsArray())!["id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task An_expired_hold_and_a_cancelled_session_leave_the_board()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        var booked = (await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(1, 9), clinic.Chairs[0])).Expect(HttpStatusCode.Created);
        await HoldAsync(rig, clinic, TestClinic.At(1, 11), clinic.Chairs[1]);

        (await rig.PostAsync($"series/{booked.Id}/cancel", new { reason = "clinic-request" })).Expect(HttpStatusCode.OK);
        rig.AdvanceTo(SchedulingRig.Start.AddMinutes(11));
        var board = (await rig.GetAsync($"sites/{clinic.SiteId}/day-board?date=2031-01-07")).Expect(HttpStatusCode.OK);

        Assert.Equal("free:40 free:40", $"{Runs(Slots(board, 0))} {Runs(Slots(board, 1))}");
        Assert.Empty(board["sessions"].AsArray());
        Assert.Empty(board["holds"].AsArray());
    }

    [Fact]
    public async Task A_closed_day_says_why_and_still_shows_what_was_booked_before()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        (await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(1, 9), clinic.Chairs[0])).Expect(HttpStatusCode.Created);
        (await rig.PostAsync($"sites/{clinic.SiteId}/closures", new { date = "2031-01-07", reason = "Water damage" })).Expect(HttpStatusCode.Created);

        var board = (await rig.GetAsync($"sites/{clinic.SiteId}/day-board?date=2031-01-07")).Expect(HttpStatusCode.OK);
        var sunday = (await rig.GetAsync($"sites/{clinic.SiteId}/day-board?date=2031-01-12")).Expect(HttpStatusCode.OK);

        Assert.Equal("Water damage", board["closedReason"].GetValue<string>());
        Assert.Equal("session:6 turnover:1", Runs(Slots(board, 0)));
        Assert.Equal("closed:7", Runs(Slots(board, 1)));
        Assert.Equal("closed on Sundays", sunday["closedReason"].GetValue<string>());
        Assert.Empty(Slots(sunday, 0));
    }

    [Fact]
    public async Task A_chair_out_of_service_says_so_and_counts_as_no_room()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        var (noon, one) = (TestClinic.At(1, 12), TestClinic.At(1, 13));
        (await rig.PostAsync($"chairs/{clinic.Chairs[0]}/closures", new { startsAt = noon, endsAt = one, reason = "Broken" })).Expect(HttpStatusCode.Created);
        (await rig.PostAsync($"chairs/{clinic.Chairs[0]}/closures", new { startsAt = noon.AddMinutes(30), endsAt = one, reason = "Still" })).Expect(HttpStatusCode.Created);

        var board = (await rig.GetAsync($"sites/{clinic.SiteId}/day-board?date=2031-01-07")).Expect(HttpStatusCode.OK);
        var used = (await rig.GetAsync($"sites/{clinic.SiteId}/utilisation?from=2031-01-07&to=2031-01-07")).Expect(HttpStatusCode.OK);

        Assert.Equal("free:16 out-of-service:4 free:20", Runs(Slots(board, 0)));
        Assert.Equal(["Broken", "Still"], board["chairs"][0]!["outOfService"]!.AsArray().Select(c => c!["reason"]!.GetValue<string>()));
        Assert.Empty(board["chairs"][1]!["outOfService"]!.AsArray());
        Assert.Equal(76, used["total"]["chairSlotsOpen"]!.GetValue<int>());
    }

    [Fact]
    public async Task Utilisation_counts_chairs_and_lanes_by_day_and_in_total()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        (await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(1, 9))).Expect(HttpStatusCode.Created);
        (await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(3, 9))).Expect(HttpStatusCode.Created);
        await HoldAsync(rig, clinic, TestClinic.At(1, 11), clinic.Chairs[1]);
        var shift = clinic.Shifts[(clinic.Nurses[1], TestClinic.Today.AddDays(2))];
        (await rig.PostAsync($"shifts/{shift}/call-out", null)).Expect(HttpStatusCode.OK);

        var answer = (await rig.GetAsync($"sites/{clinic.SiteId}/utilisation?from=2031-01-07&to=2031-01-11")).Expect(HttpStatusCode.OK);

        // Two chairs or two nurses with two lanes for ten hours; 7 slots of a chair and 5 of a lane for each session.
        var days = answer["days"].AsArray().Select(d => Figures(d!["figures"]!)).ToList();
        Assert.Equal([(80, 7, 160, 5), (80, 0, 80, 0), (80, 7, 160, 5), (80, 0, 160, 0), (0, 0, 0, 0)], days);
        Assert.Equal((320, 14, 560, 10), Figures(answer["total"]));
        Assert.Equal("closed on Saturdays", answer["days"][4]!["closedReason"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("day-board?date=1999-12-31", "date")]
    [InlineData("utilisation?from=2031-01-07&to=2031-01-06", "to")]
    [InlineData("utilisation?from=2031-01-01&to=2031-04-03", "to")]
    public async Task Absurd_dates_are_refused_by_name(string path, string field)
    {
        await using var rig = await SchedulingRig.StartAsync();
        var site = Guid.NewGuid();

        Assert.Equal([field], (await rig.GetAsync($"sites/{site}/{path}")).Expect(HttpStatusCode.BadRequest).Fields);
        Assert.Equal(["siteId"], (await rig.GetAsync($"sites/{site}/day-board?date=2031-01-07")).Expect(HttpStatusCode.NotFound).Fields);
    }

    private static async Task<Answer> HoldAsync(SchedulingRig rig, TestClinic clinic, DateTimeOffset startsAt, Guid chair) =>
        (await rig.PostAsync("holds", new
        {
            patientId = await clinic.PatientAsync(),
            siteId = clinic.SiteId,
            protocolId = clinic.ProtocolId,
            sessions = new[] { new { startsAt, chairId = chair } },
        })).Expect(HttpStatusCode.Created);

    private static JsonArray Slots(Answer board, int chair) => board["chairs"][chair]!["slots"]!.AsArray();

    private static string Runs(JsonArray slots)
    {
        var runs = new List<(string State, int Count)>();
        foreach (var state in slots.Select(s => s!["state"]!.GetValue<string>()))
        {
            if (runs.Count > 0 && runs[^1].State == state)
            {
                runs[^1] = (state, runs[^1].Count + 1);
                continue;
            }

            runs.Add((state, 1));
        }

        return string.Join(' ', runs.Select(r => $"{r.State}:{r.Count}"));
    }

    private static (int Open, int Claimed, int OnShift, int Watched) Figures(JsonNode f) => (
        f["chairSlotsOpen"]!.GetValue<int>(),
        f["chairSlotsClaimed"]!.GetValue<int>(),
        f["monitorLaneSlotsOnShift"]!.GetValue<int>(),
        f["monitorLaneSlotsClaimed"]!.GetValue<int>());
}
