using System.Net;
using Clinic.Contracts.Scheduling;
using Clinic.Scheduling.Tests.Checking;
using Clinic.Scheduling.Tests.Rig;

namespace Clinic.Scheduling.Tests.Booking;

public sealed class CallOutTests(ITestOutputHelper output)
{
    private static readonly ClinicPlan OneInfusion = new() { Infusions = 1, Nurses = 3, Days = 26, WindowDays = 0 };

    [Theory]
    [InlineData("monitor", "Monitor", "no-monitor-on-shift")]
    [InlineData("prescriber", "SiteRule", "site-rule-unmet")]
    public async Task A_call_out_that_races_with_a_booking_never_leaves_a_session_without_cover_unflagged(
        string who, string need, string refusal)
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        var patients = new[] { await clinic.PatientAsync(), await clinic.PatientAsync() };
        var (booked, refused) = (0, 0);
        var calledOut = who == "monitor" ? clinic.Nurses[0] : clinic.Prescriber;
        foreach (var (key, shift) in clinic.Shifts.Where(s => s.Key.Staff == calledOut))
        {
            var at = new DateTimeOffset(key.Date.ToDateTime(new TimeOnly(9, 0)), SchedulingRig.Start.Offset);
            var bookings = patients.Select((p, n) => clinic.BookExactlyAsync(p, at.AddMinutes(15 * n), clinic.Chairs[n], clinic.Nurses[0])).ToList();
            var callOut = CallOutAfterAsync(rig, shift, TimeSpan.FromMilliseconds(3 * (key.Date.DayNumber % 14)));

            var answers = await Task.WhenAll(bookings);
            (await callOut).Expect(HttpStatusCode.OK);

            booked += answers.Count(a => a.Status == HttpStatusCode.Created);
            refused += answers.Count(a => a.Problem == refusal);
            Assert.All(answers, a => Assert.True(a.Status == HttpStatusCode.Created || a.Problem == refusal, a.Body?.ToJsonString()));
        }

        output.WriteLine($"{booked} booked before the call-out, {refused} refused after it");
        var books = new Books(rig.ConnectionString);
        var announced = (await rig.EventsAsync<MonitorCoverageLost>()).SelectMany(e => e.SessionIds).ToHashSet();
        Assert.All(books.Sessions, s => Assert.Equal(need, s.CoverNeed));
        Assert.All(books.Sessions, s => Assert.Contains(s.Id, announced));
        Assert.Equal(booked, books.Sessions.Count);
    }

    [Fact]
    public async Task A_call_out_of_the_only_prescriber_flags_every_session_of_that_day()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion with { Days = 5 });
        var today = (await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(0, 9))).Expect(HttpStatusCode.Created);
        var tomorrow = (await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(1, 9))).Expect(HttpStatusCode.Created);

        var answer = await rig.PostAsync($"shifts/{clinic.Shifts[(clinic.Prescriber, TestClinic.Today)]}/call-out", null);

        var flagged = answer.Expect(HttpStatusCode.OK)["sessionIds"].AsArray().Select(n => n!.GetValue<Guid>());
        Assert.Equal([SessionOf(today)], flagged);
        Assert.Equal("site-rule", (await rig.GetAsync($"sessions/{SessionOf(today)}"))["coverNeed"].GetValue<string>());
        Assert.Equal("none", (await rig.GetAsync($"sessions/{SessionOf(tomorrow)}"))["coverNeed"].GetValue<string>());
    }

    [Fact]
    public async Task A_booking_is_refused_with_the_reason_when_no_monitor_is_on_shift()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion with { Days = 3 });
        foreach (var nurse in clinic.Nurses)
        {
            (await rig.PostAsync($"shifts/{clinic.Shifts[(nurse, TestClinic.Today)]}/call-out", null)).Expect(HttpStatusCode.OK);
        }

        var exact = await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(0, 9));
        var searched = await clinic.BookAsync(await clinic.PatientAsync());

        Assert.Equal("no-monitor-on-shift", exact.Expect(HttpStatusCode.UnprocessableEntity).Problem);
        Assert.Equal(["sessions[0].startsAt"], exact.Fields);
        Assert.Contains("No monitor (nurse) on shift", exact.Detail, StringComparison.Ordinal);
        Assert.Equal("no-plan", searched.Expect(HttpStatusCode.UnprocessableEntity).Problem);
        Assert.Contains(searched["reasons"].AsArray(), r => r!["rule"]!.GetValue<string>() == "no-monitor-on-shift");
    }

    // A call-out does less than a booking: without a head start for the bookings it would always be first.
    private static async Task<Answer> CallOutAfterAsync(SchedulingRig rig, Guid shift, TimeSpan headStart)
    {
        await Task.Delay(headStart);
        return await rig.PostAsync($"shifts/{shift}/call-out", null);
    }

    private static Guid SessionOf(Answer series) => series["sessions"][0]!["id"]!.GetValue<Guid>();
}
