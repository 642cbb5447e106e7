using System.Net;
using Clinic.Contracts.Scheduling;
using Clinic.Scheduling.Tests.Checking;
using Clinic.Scheduling.Tests.Rig;

namespace Clinic.Scheduling.Tests.Days;

public sealed class CancelAndMoveTests
{
    private static readonly ClinicPlan ThreeInfusions = new() { Infusions = 3, Days = 21 };

    [Theory]
    [InlineData("patient-request", 25, false)]
    [InlineData("patient-request", 23, true)]
    [InlineData("clinic-request", 23, false)]
    public async Task A_cancellation_is_late_inside_the_sites_window_when_the_patient_asks(string reason, int hoursBefore, bool late)
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, ThreeInfusions);
        var session = (await clinic.BookAsync(await clinic.PatientAsync(), TestClinic.Today.AddDays(2)))["sessions"][0]!;
        var (id, start) = (session["id"]!.GetValue<Guid>(), session["startsAt"]!.GetValue<DateTimeOffset>());

        rig.AdvanceTo(start.AddHours(-hoursBefore));
        var answer = await rig.PostAsync($"sessions/{id}/cancel", new { reason });

        Assert.Equal(late, answer.Expect(HttpStatusCode.OK)["cancelledLate"].GetValue<bool>());
        Assert.Equal(late ? 1 : 0, (await rig.EventsAsync<SessionCancelledLate>()).Count(e => e.SessionId == id && e.StartsAt == start));
        Assert.Equal(late ? 0 : 1, (await rig.EventsAsync<SessionCancelled>()).Count(e => e.SessionId == id && e.ReasonCode == reason));
        Assert.DoesNotContain(new Books(rig.ConnectionString).Claims, c => c.Session == id);
    }

    [Fact]
    public async Task A_cancelled_series_frees_every_slot_for_somebody_else()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, ThreeInfusions with { Chairs = 1 });
        var first = (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);
        (await rig.PostAsync($"series/{first.Id}/cancel", new { reason = "patient-request" })).Expect(HttpStatusCode.OK);

        var second = (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);

        Assert.Equal(Starts(first), Starts(second));
        Assert.Equal("nothing-to-cancel", (await rig.PostAsync($"series/{first.Id}/cancel", new { reason = "patient-request" })).Problem);
    }

    [Fact]
    public async Task A_moved_session_keeps_the_gaps_of_its_series_and_swaps_its_claims()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, ThreeInfusions);
        var series = (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);
        var (id, start) = (series["sessions"][1]!["id"]!.GetValue<Guid>(), Starts(series)[1]);

        var tooClose = await rig.PostAsync($"sessions/{id}/reschedule", new { startsAt = start.AddDays(-1) });
        var moved = await rig.PostAsync($"sessions/{id}/reschedule", new { startsAt = start.AddHours(3) });
        var best = await rig.PostAsync($"sessions/{id}/reschedule", new { earliestDate = TestClinic.Today });

        Assert.Equal(["startsAt"], tooClose.Expect(HttpStatusCode.UnprocessableEntity).Fields);
        Assert.Equal(start.AddHours(3), moved.Expect(HttpStatusCode.OK)["startsAt"].GetValue<DateTimeOffset>());
        Assert.Equal(start, best.Expect(HttpStatusCode.OK)["startsAt"].GetValue<DateTimeOffset>());
        var events = await rig.EventsAsync<SessionRescheduled>();
        Assert.Equal([(start.AddHours(3), 2), (start, 3)], events.Select(e => (e.StartsAt, e.SessionVersion)));
        Assert.Empty(new Checker(new Books(rig.ConnectionString)).Violations());
    }

    [Fact]
    public async Task Of_two_sessions_moved_to_one_place_at_once_one_stays_where_it_was()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, ThreeInfusions with { Infusions = 1, Nurses = 4 });
        var target = TestClinic.At(1, 14);
        var sessions = new List<Guid>();
        foreach (var hour in new[] { 8, 10 })
        {
            var booked = (await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(1, hour))).Expect(HttpStatusCode.Created);
            sessions.Add(booked["sessions"][0]!["id"]!.GetValue<Guid>());
        }

        var answers = await Task.WhenAll(sessions.Select(
            s => rig.PostAsync($"sessions/{s}/reschedule", new { startsAt = target, chairId = clinic.Chairs[0] })));

        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Single(answers, a => a.Problem == "slot-taken");
        Assert.Empty(new Checker(new Books(rig.ConnectionString)).Violations());
    }

    private static List<DateTimeOffset> Starts(Answer series) =>
        [.. series["sessions"].AsArray().Select(s => s!["startsAt"]!.GetValue<DateTimeOffset>())];
}
