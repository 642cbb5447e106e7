using System.Net;
using System.Text.Json.Nodes;
using Clinic.Contracts.Scheduling;
using Clinic.Scheduling.Tests.Checking;
using Clinic.Scheduling.Tests.Rig;

namespace Clinic.Scheduling.Tests.Repair;

public sealed class RepairTests
{
    private static readonly ClinicPlan OneInfusion = new() { Infusions = 1, Nurses = 2, Days = 5, WindowDays = 0 };

    [Fact]
    public async Task A_called_out_monitor_is_replaced_at_the_same_time_and_no_patient_is_disturbed()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        var session = await BookAsync(clinic, TestClinic.At(1, 9), 0, 0);
        var shift = await CallOutAsync(rig, clinic, 0);

        var proposal = (await rig.PostAsync("repair-proposals", new { siteId = clinic.SiteId, shiftId = shift })).Expect(HttpStatusCode.Created);
        Assert.Equal("Monitor", new Books(rig.ConnectionString).Sessions.Single().CoverNeed);
        (await rig.PostAsync($"repair-proposals/{proposal.Id}/apply", new { })).Expect(HttpStatusCode.OK);

        var item = Assert.Single(proposal["items"].AsArray())!;
        Assert.Equal(("reassign", session, clinic.Nurses[1]), (item["kind"]!.GetValue<string>(), Id(item, "sessionId"), Id(item, "monitorId")));
        Assert.Equal(clinic.Nurses[1], Repaired(rig).Single().Monitor);
        Assert.Empty(await rig.EventsAsync<SessionRescheduled>());
    }

    [Fact]
    public async Task Sessions_of_a_closed_day_are_moved_in_whole_or_in_part_and_their_patients_told()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        var sessions = new[] { await BookAsync(clinic, TestClinic.At(1, 9), 0, 0), await BookAsync(clinic, TestClinic.At(1, 9), 1, 1) };
        await rig.PostAsync($"sites/{clinic.SiteId}/closures", new { date = TestClinic.Today.AddDays(1), reason = "snow" });

        var proposal = (await rig.PostAsync("repair-proposals", new { siteId = clinic.SiteId })).Expect(HttpStatusCode.Created);
        var apply = $"repair-proposals/{proposal.Id}/apply";
        (await rig.PostAsync(apply, new { sessionIds = new[] { sessions[1] } })).Expect(HttpStatusCode.OK);
        Assert.Equal([sessions[1]], (await rig.EventsAsync<SessionRescheduled>()).Select(e => e.SessionId));
        (await rig.PostAsync(apply, new { })).Expect(HttpStatusCode.OK);
        var again = await rig.PostAsync(apply, new { sessionIds = new[] { sessions[0] } });

        Assert.All(Repaired(rig), s => Assert.NotEqual(TestClinic.At(1, 9).Date, s.Start.Date));
        Assert.Equal([sessions[1], sessions[0]], (await rig.EventsAsync<SessionRescheduled>()).Select(e => e.SessionId));
        Assert.Equal("repair-outdated", again.Expect(HttpStatusCode.Conflict).Problem);
        Assert.Equal(sessions[0], Id(Assert.Single(again["refused"].AsArray())!, "sessionId"));
        var shown = (await rig.GetAsync($"repair-proposals/{proposal.Id}")).Expect(HttpStatusCode.OK);
        Assert.All(shown["items"].AsArray(), i => Assert.NotNull(i!["appliedAt"]));
    }

    [Fact]
    public async Task A_repair_that_is_applied_twice_at_once_is_applied_once()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        await BookAsync(clinic, TestClinic.At(1, 9), 0, 0);
        await CallOutAsync(rig, clinic, 0);
        var proposal = (await rig.PostAsync("repair-proposals", new { siteId = clinic.SiteId })).Expect(HttpStatusCode.Created);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(
            _ => rig.PostAsync($"repair-proposals/{proposal.Id}/apply", new { sessionIds = new[] { Id(proposal["items"][0]!, "sessionId") } })));

        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(3, answers.Count(a => a.Problem is "repair-outdated" or "stale"));
        Assert.Single(Repaired(rig));
    }

    [Fact]
    public async Task Of_a_repair_and_a_booking_that_want_the_same_monitor_one_wins_and_the_other_changes_nothing()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion with { PatientsAtOnce = 1, Days = 12 });
        var (repaired, refused) = (0, 0);
        foreach (var day in new[] { 1, 2, 3, 4, 7, 8, 9, 10 })
        {
            var session = await BookAsync(clinic, TestClinic.At(day, 9), 0, 0);
            await CallOutAsync(rig, clinic, 0, day);
            var proposal = (await rig.PostAsync("repair-proposals", new { siteId = clinic.SiteId, sessionIds = new[] { session } })).Expect(HttpStatusCode.Created);
            var patient = await clinic.PatientAsync();

            var booking = clinic.BookExactlyAsync(patient, TestClinic.At(day, 9), clinic.Chairs[1], clinic.Nurses[1]);
            await Task.Delay(4 * (day % 4), TestContext.Current.CancellationToken);
            var applied = await rig.PostAsync($"repair-proposals/{proposal.Id}/apply", new { });

            Assert.Equal((await booking).Status == HttpStatusCode.Created, applied.Problem == "repair-outdated");
            var need = new Books(rig.ConnectionString).Sessions.Single(s => s.Id == session).CoverNeed;
            Assert.Equal(applied.Status == HttpStatusCode.OK ? "None" : "Monitor", need);
            (repaired, refused) = applied.Status == HttpStatusCode.OK ? (repaired + 1, refused) : (repaired, refused + 1);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{repaired} repaired, {refused} refused");
        // What was not repaired still has the monitor who is away, and nothing else is wrong.
        var wrong = new Checker(new Books(rig.ConnectionString)).Violations();
        Assert.Equal(refused, wrong.Count);
        Assert.All(wrong, w => Assert.StartsWith("the monitor is not on shift", w, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_behind_a_cancelled_one_gets_another_monitor_although_the_gap_before_it_is_long()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, new ClinicPlan { Infusions = 3, Days = 12, MinGapDays = 2, MaxGapDays = 2, WindowDays = 5 });
        var series = (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);
        var (second, third) = (series["sessions"][1]!, series["sessions"][2]!);
        (await rig.PostAsync($"sessions/{second["id"]}/cancel", new { reason = "patient-request" })).Expect(HttpStatusCode.OK);
        var date = DateOnly.FromDateTime(third["startsAt"]!.GetValue<DateTimeOffset>().DateTime);
        (await rig.PostAsync($"shifts/{clinic.Shifts[(Id(third, "monitorId"), date)]}/call-out", null)).Expect(HttpStatusCode.OK);

        var proposal = (await rig.PostAsync("repair-proposals", new { siteId = clinic.SiteId })).Expect(HttpStatusCode.Created);
        var applied = await rig.PostAsync($"repair-proposals/{proposal.Id}/apply", new { });

        Assert.Equal("reassign", Assert.Single(applied.Expect(HttpStatusCode.OK)["items"].AsArray())!["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_session_without_a_place_is_listed_with_the_reason_and_can_not_be_applied()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion with { Days = 2 });
        var session = await BookAsync(clinic, TestClinic.At(1, 9), 0, 0);
        foreach (var (_, shift) in clinic.Shifts.Where(s => s.Key.Staff != clinic.Prescriber))
        {
            (await rig.PostAsync($"shifts/{shift}/call-out", null)).Expect(HttpStatusCode.OK);
        }

        var proposal = (await rig.PostAsync("repair-proposals", new { siteId = clinic.SiteId })).Expect(HttpStatusCode.Created);
        var applied = await rig.PostAsync($"repair-proposals/{proposal.Id}/apply", new { sessionIds = new[] { session } });

        Assert.Contains("no monitor (nurse) on shift", Assert.Single(proposal["unplaceable"].AsArray())!["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("repair-outdated", applied.Expect(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task Wrong_input_is_refused_naming_the_field()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion with { Days = 1 });
        var unknown = Guid.NewGuid();

        Assert.Equal(["siteId"], (await rig.PostAsync("repair-proposals", new { })).Expect(HttpStatusCode.BadRequest).Fields);
        Assert.Equal(["siteId"], (await rig.PostAsync("repair-proposals", new { siteId = unknown })).Expect(HttpStatusCode.NotFound).Fields);
        Assert.Equal(["shiftId"], (await rig.PostAsync("repair-proposals", new { siteId = clinic.SiteId, shiftId = unknown })).Fields);
        Assert.Equal(["sessionIds"], (await rig.PostAsync("repair-proposals", new { siteId = clinic.SiteId, sessionIds = new[] { unknown } })).Fields);
        Assert.Equal(HttpStatusCode.NotFound, (await rig.PostAsync($"repair-proposals/{unknown}/apply", new { })).Status);
    }

    private static IReadOnlyList<BookedRow> Repaired(SchedulingRig rig)
    {
        var books = new Books(rig.ConnectionString);
        Assert.Empty(new Checker(books).Violations());
        Assert.All(books.Sessions, s => Assert.Equal("None", s.CoverNeed));
        return books.Sessions;
    }

    private static async Task<Guid> CallOutAsync(SchedulingRig rig, TestClinic clinic, int nurse, int day = 1)
    {
        var shift = clinic.Shifts[(clinic.Nurses[nurse], TestClinic.Today.AddDays(day))];
        (await rig.PostAsync($"shifts/{shift}/call-out", null)).Expect(HttpStatusCode.OK);
        return shift;
    }

    private static async Task<Guid> BookAsync(TestClinic clinic, DateTimeOffset at, int chair, int nurse)
    {
        var booked = await clinic.BookExactlyAsync(await clinic.PatientAsync(), at, clinic.Chairs[chair], clinic.Nurses[nurse]);
        return Id(booked.Expect(HttpStatusCode.Created)["sessions"][0]!, "id");
    }

    private static Guid Id(JsonNode node, string name) => node[name]!.GetValue<Guid>();
}
