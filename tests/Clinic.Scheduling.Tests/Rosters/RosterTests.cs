using System.Net;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;

namespace Clinic.Scheduling.Tests.Rosters;

public sealed class RosterTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_roster_makes_the_shifts_of_its_templates_and_a_second_one_makes_nothing(DatabaseProvider provider)
    {
        await using var rig = await SchedulingRig.StartAsync(provider);
        var clinic = await RosterClinic.OpenAsync(rig);
        await clinic.AddAsync(clinic.Template());
        await clinic.AddAsync(clinic.Template(clinic.Clinic.Prescriber, ["tuesday"], "09:30", "12:00", everyWeeks: 2));

        var first = (await clinic.ApplyAsync(0, 13)).Expect(HttpStatusCode.OK);
        var second = (await clinic.ApplyAsync(0, 14)).Expect(HttpStatusCode.OK);

        Assert.Equal((11, 0), (first["planned"].GetValue<int>(), first["notPlanned"].GetValue<int>()));
        Assert.Equal((1, 0), (second["planned"].GetValue<int>(), second["notPlanned"].GetValue<int>()));
        Assert.Equal(12, (await clinic.ShiftsAsync()).Count);
        var tuesday = RosterClinic.Shift(first, 1, 1);
        Assert.Equal(("Prescriber", TestClinic.At(1, 9, 30)), (tuesday["staffName"]!.GetValue<string>(), tuesday["startsAt"]!.GetValue<DateTimeOffset>()));
        Assert.Equal(tuesday["shiftId"]!.GetValue<Guid>(), RosterClinic.Shift(second, 1, 1)["shiftId"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task Shifts_of_a_roster_carry_bookings()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await RosterClinic.OpenAsync(rig);
        foreach (var staff in clinic.Clinic.Nurses.Append(clinic.Clinic.Prescriber))
        {
            await clinic.AddAsync(clinic.Template(staff));
        }

        var patient = await clinic.Clinic.PatientAsync();
        var before = await clinic.Clinic.BookExactlyAsync(patient, TestClinic.At(1, 9));
        await clinic.ApplyAsync(0, 4);
        var after = await clinic.Clinic.BookExactlyAsync(patient, TestClinic.At(1, 9));

        Assert.Equal("no-monitor-on-shift", before.Problem);
        after.Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_roster_that_gives_a_session_its_cover_back_takes_its_flag_down()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await RosterClinic.OpenAsync(rig);
        foreach (var staff in clinic.Clinic.Nurses.Append(clinic.Clinic.Prescriber))
        {
            await clinic.AddAsync(clinic.Template(staff));
        }

        await clinic.ApplyAsync(1, 1);
        var series = (await clinic.Clinic.BookExactlyAsync(await clinic.Clinic.PatientAsync(), TestClinic.At(1, 9))).Expect(HttpStatusCode.Created);
        var (session, monitor) = (series["sessions"][0]!["id"]!.GetValue<Guid>(), series["sessions"][0]!["monitorId"]!.GetValue<Guid>());
        var shift = (await clinic.ShiftsAsync()).Single(s => s["staffId"]!.GetValue<Guid>() == monitor)["id"];
        (await rig.SendAsync(HttpMethod.Delete, $"shifts/{shift}", null, Roles.FrontDesk)).Expect(HttpStatusCode.OK);
        var before = await rig.GetAsync($"sessions/{session}");
        await clinic.AddAsync(clinic.Template(monitor, ["tuesday"]));
        await clinic.ApplyAsync(0, 4);

        Assert.Equal("monitor", before["coverNeed"].GetValue<string>());
        Assert.Equal("none", (await rig.GetAsync($"sessions/{session}"))["coverNeed"].GetValue<string>());
    }

    [Fact]
    public async Task What_cannot_be_made_is_reported_day_by_day_and_stops_nothing_else()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await RosterClinic.OpenAsync(rig);
        await clinic.AddAsync(clinic.Template(weekdays: ["tuesday", "wednesday", "thursday", "sunday"]));
        var byHand = new { staffId = clinic.Nurse, siteId = clinic.Clinic.SiteId, startsAt = TestClinic.At(1, 17), endsAt = TestClinic.At(1, 20) };
        var shift = (await rig.PostAsync("shifts", byHand)).Expect(HttpStatusCode.Created);
        (await rig.PostAsync($"sites/{clinic.Clinic.SiteId}/closures", new { date = TestClinic.Today.AddDays(2), reason = "Founders' Day" })).Expect(HttpStatusCode.Created);

        var applied = await clinic.ApplyAsync(0, 6);

        Assert.Equal(
            ["2031-01-07 shift-overlaps", "2031-01-08 site-closed", "2031-01-09 planned", "2031-01-12 site-closed"], RosterClinic.Outcomes(applied));
        Assert.Equal("There is a shift from Tue 7 Jan 17:00 to Tue 7 Jan 20:00 already.", RosterClinic.Shift(applied, 0)["detail"]!.GetValue<string>());
        Assert.Equal(shift.Id, RosterClinic.Shift(applied, 0)["shiftId"]!.GetValue<Guid>());
        Assert.Equal("The site is closed: Founders' Day.", RosterClinic.Shift(applied, 1)["detail"]!.GetValue<string>());
        Assert.Equal("The site is closed: closed on Sundays.", RosterClinic.Shift(applied, 3)["detail"]!.GetValue<string>());
        Assert.Equal((1, 3), (applied["planned"].GetValue<int>(), applied["notPlanned"].GetValue<int>()));
        Assert.Equal(2, (await clinic.ShiftsAsync()).Count);
    }

    [Fact]
    public async Task A_preview_says_what_would_happen_and_stores_nothing()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await RosterClinic.OpenAsync(rig);
        await clinic.AddAsync(clinic.Template(weekdays: ["monday"]));
        await clinic.AddAsync(clinic.Template(weekdays: ["monday"], starts: "17:00", ends: "19:00"));

        var preview = await clinic.ApplyAsync(0, 6, preview: true);
        var shifts = await clinic.ShiftsAsync();
        var applied = await clinic.ApplyAsync(0, 6);

        Assert.Equal(["2031-01-06 planned", "2031-01-06 shift-overlaps"], RosterClinic.Outcomes(preview));
        Assert.Null(RosterClinic.Shift(preview, 0)["shiftId"]);
        Assert.True(preview["preview"].GetValue<bool>());
        Assert.Empty(shifts);
        Assert.Equal(RosterClinic.Outcomes(preview), RosterClinic.Outcomes(applied));
    }

    [Fact]
    public async Task A_shift_that_was_called_out_or_deleted_does_not_come_back()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await RosterClinic.OpenAsync(rig);
        await clinic.AddAsync(clinic.Template(weekdays: ["tuesday", "wednesday"]));
        var first = await clinic.ApplyAsync(0, 6);
        (await rig.PostAsync($"shifts/{RosterClinic.Shift(first, 0)["shiftId"]}/call-out", null)).Expect(HttpStatusCode.OK);
        (await rig.SendAsync(HttpMethod.Delete, $"shifts/{RosterClinic.Shift(first, 1)["shiftId"]}", null, Roles.FrontDesk)).Expect(HttpStatusCode.OK);

        var second = await clinic.ApplyAsync(0, 6);

        Assert.Equal(["2031-01-07 already-rostered", "2031-01-08 already-rostered"], RosterClinic.Outcomes(second));
        Assert.DoesNotContain(await clinic.ShiftsAsync(), s => s["state"]!.GetValue<string>() == "planned");
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_roster_applied_by_many_at_once_makes_each_shift_once(DatabaseProvider provider)
    {
        await using var rig = await SchedulingRig.StartAsync(provider);
        var clinic = await RosterClinic.OpenAsync(rig);
        await clinic.AddAsync(clinic.Template());
        await clinic.AddAsync(clinic.Template(clinic.Clinic.Prescriber));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => clinic.ApplyAsync(0, 4)));

        Assert.Equal(10, answers.Sum(a => a.Expect(HttpStatusCode.OK)["planned"].GetValue<int>()));
        Assert.Equal(10, (await clinic.ShiftsAsync()).Count);
    }

    [Fact]
    public async Task A_night_shift_is_rostered_over_a_change_of_the_clocks_and_shows_on_both_dates()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await RosterClinic.OpenAsync(rig);
        await clinic.AddAsync(clinic.Template(weekdays: ["friday"], starts: "22:00", ends: "06:00"));
        // The site of the tests is closed on Saturdays; the date of the start decides. 7 March is the Friday before the clocks go forward.
        var friday = new DateOnly(2031, 3, 7).DayNumber - TestClinic.Today.DayNumber;

        var applied = await clinic.ApplyAsync(friday, friday + 1);
        var roster = await rig.GetAsync($"rosters?siteId={clinic.Clinic.SiteId}&firstDate=2031-03-07&lastDate=2031-03-09", Roles.Nurse);

        Assert.Equal(["2031-03-07 planned"], RosterClinic.Outcomes(applied));
        var days = roster.Expect(HttpStatusCode.OK)["days"].AsArray();
        Assert.Equal([1, 1, 0], days.Select(d => d!["shifts"]!.AsArray().Count));
        Assert.Equal([null, "closed on Saturdays", "closed on Sundays"], days.Select(d => d!["closedReason"]?.GetValue<string>()));
        Assert.Equal(("Nurse 01", "nurse"), (days[0]!["shifts"]![0]!["staffName"]!.GetValue<string>(), days[0]!["shifts"]![0]!["role"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_shift_of_today_that_is_over_is_not_made()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await RosterClinic.OpenAsync(rig);
        await clinic.AddAsync(clinic.Template(weekdays: ["monday"], starts: "04:00", ends: "06:45"));

        var applied = await clinic.ApplyAsync(0, 0);

        Assert.Equal(["2031-01-06 impossible-times"], RosterClinic.Outcomes(applied));
        Assert.Equal("The shift lies in the past.", RosterClinic.Shift(applied, 0)["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_roster_for_some_is_made_for_those_only()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await RosterClinic.OpenAsync(rig);
        await clinic.AddAsync(clinic.Template(weekdays: ["monday"]));
        await clinic.AddAsync(clinic.Template(clinic.Clinic.Nurses[1], ["monday"]));

        await clinic.ApplyAsync(0, 6, staff: [clinic.Clinic.Nurses[1]]);

        Assert.Equal([clinic.Clinic.Nurses[1]], (await clinic.ShiftsAsync()).Select(s => s["staffId"]!.GetValue<Guid>()));
    }

    [Fact]
    public async Task A_repeated_request_is_answered_with_the_first_answer()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await RosterClinic.OpenAsync(rig);
        await clinic.AddAsync(clinic.Template(weekdays: ["monday"]));
        var body = new { siteId = clinic.Clinic.SiteId, firstDate = TestClinic.Today, lastDate = TestClinic.Today.AddDays(6) };

        var first = await rig.PostAsync("rosters", body, Roles.FrontDesk, ("Idempotency-Key", "week-2"));
        var again = await rig.PostAsync("rosters", body, Roles.FrontDesk, ("Idempotency-Key", "week-2"));

        Assert.Equal(1, again.Expect(HttpStatusCode.OK)["planned"].GetValue<int>());
        Assert.Equal(first.Body!.ToJsonString(), again.Body!.ToJsonString());
    }
}
