using System.Net;
using Clinic.Contracts.Scheduling;
using Clinic.Scheduling.Tests.Checking;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;

namespace Clinic.Scheduling.Tests.Days;

public sealed class RescheduleSeriesTests
{
    private static readonly ClinicPlan FourInfusions = new() { Infusions = 4, Days = 30, WindowDays = 25 };

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task The_rest_of_a_series_moves_and_keeps_the_gap_to_what_stays(DatabaseProvider provider)
    {
        await using var rig = await SchedulingRig.StartAsync(provider);
        var clinic = await TestClinic.OpenAsync(rig, FourInfusions);
        var series = (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);
        var before = Starts(series);

        var moved = await MoveAsync(rig, series.Id, 3, DateOnly.FromDateTime(before[2].Date), new { notBefore = "14:00" });

        var after = Starts(moved.Expect(HttpStatusCode.OK));
        Assert.Equal(before[..2], after[..2]);
        Assert.All(after[2..], s => Assert.True(s.Hour >= 14 && s > before[2]));
        Assert.InRange((after[2].Date - after[1].Date).Days, FourInfusions.MinGapDays, FourInfusions.MaxGapDays);
        var events = await rig.EventsAsync<SessionRescheduled>();
        Assert.Equal(after[2..], events.Select(e => e.StartsAt).Order());
        Assert.All(events, e => Assert.Equal(2, e.SessionVersion));
        if (provider == DatabaseProvider.Sqlite)
        {
            Assert.Empty(new Checker(new Books(rig.ConnectionString)).Violations());
        }
    }

    [Fact]
    public async Task A_window_beyond_the_greatest_gap_is_refused_and_nothing_moves()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, FourInfusions);
        var series = (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);
        var stays = DateOnly.FromDateTime(Starts(series)[1].Date);

        var refused = await MoveAsync(rig, series.Id, 3, stays.AddDays(FourInfusions.MaxGapDays + 1));

        Assert.Equal("no-plan", refused.Expect(HttpStatusCode.UnprocessableEntity).Problem);
        Assert.Equal(Starts(series), Starts(await rig.GetAsync($"series/{series.Id}")));
        Assert.Empty(await rig.EventsAsync<SessionRescheduled>());
    }

    [Fact]
    public async Task A_session_that_has_begun_does_not_move_and_neither_does_what_is_over()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, FourInfusions);
        var series = (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);
        var first = series["sessions"][0]!["id"]!.GetValue<Guid>();
        rig.AdvanceTo(Starts(series)[0]);
        (await rig.PostAsync($"sessions/{first}/check-in", Vitals.Usual)).Expect(HttpStatusCode.OK);

        var begun = await MoveAsync(rig, series.Id, 1, TestClinic.Today);
        var beyond = await MoveAsync(rig, series.Id, 5, TestClinic.Today);
        var wrong = await MoveAsync(rig, series.Id, 0, TestClinic.Today);

        Assert.Equal(("wrong-state", "nothing-to-move"), (begun.Problem, beyond.Problem));
        Assert.Equal(["fromNumber"], begun.Fields);
        Assert.Equal(["fromNumber"], wrong.Expect(HttpStatusCode.BadRequest).Fields);
    }

    [Fact]
    public async Task Two_series_that_move_to_one_chairs_last_places_at_once_never_share_one()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, FourInfusions with { Chairs = 1, Nurses = 4 });
        var series = new List<Guid>();
        for (var n = 0; n < 4; n++)
        {
            series.Add((await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created).Id);
        }

        var answers = await Task.WhenAll(series.Select(s => MoveAsync(rig, s, 2, TestClinic.Today.AddDays(2), new { notBefore = "12:00" })));

        Assert.Contains(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers, a => Assert.True(a.Status == HttpStatusCode.OK || a.Problem is "no-plan", a.Body?.ToJsonString()));
        Assert.Empty(new Checker(new Books(rig.ConnectionString)).Violations());
    }

    private static Task<Answer> MoveAsync(SchedulingRig rig, Guid series, int from, DateOnly earliest, object? preferences = null) =>
        rig.PostAsync($"series/{series}/reschedule", new { fromNumber = from, earliestDate = earliest, preferences });

    private static List<DateTimeOffset> Starts(Answer series) =>
        [.. series["sessions"].AsArray().Select(s => s!["startsAt"]!.GetValue<DateTimeOffset>())];
}
