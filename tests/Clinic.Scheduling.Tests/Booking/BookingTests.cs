using System.Diagnostics;
using System.Net;
using Clinic.Contracts.Scheduling;
using Clinic.Scheduling.Tests.Checking;
using Clinic.Scheduling.Tests.Rig;
using Microsoft.Data.Sqlite;

namespace Clinic.Scheduling.Tests.Booking;

public sealed class BookingTests
{
    [Fact]
    public async Task A_plan_that_was_found_can_be_booked_exactly_as_it_was_shown()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig);
        var patient = await clinic.PatientAsync();
        var search = new { patientId = patient, siteId = clinic.SiteId, protocolId = clinic.ProtocolId, earliestDate = TestClinic.Today, limit = 2 };

        var plans = (await rig.PostAsync("series-searches", search)).Expect(HttpStatusCode.OK)["plans"].AsArray();
        var shown = plans[1]!["sessions"]!.AsArray().Select(s => new { startsAt = s!["startsAt"]!, chairId = s["chairId"]!, monitorId = s["monitorId"]! });
        var booked = await rig.PostAsync(
            "series", new { patientId = patient, siteId = clinic.SiteId, protocolId = clinic.ProtocolId, indication = "F33.2", sessions = shown });

        Assert.Equal(2, plans.Count);
        Assert.True(plans[0]!["cost"]!.GetValue<int>() <= plans[1]!["cost"]!.GetValue<int>());
        Assert.Equal(
            plans[1]!["sessions"]!.AsArray().Select(s => s!["startsAt"]!.GetValue<DateTimeOffset>()),
            booked.Expect(HttpStatusCode.Created)["sessions"].AsArray().Select(s => s!["startsAt"]!.GetValue<DateTimeOffset>()));
        Assert.Empty(new Checker(new Books(rig.ConnectionString)).Violations());
        var announced = Assert.Single(await rig.EventsAsync<SeriesBooked>());
        Assert.Equal((6, 40, "KET-IND", 1), (announced.Sessions.Count, announced.Sessions[0].InfusionMinutes, announced.ProtocolCode, announced.ProtocolVersion));
    }

    [Fact]
    public async Task Preferences_are_kept()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, new ClinicPlan { Infusions = 2, MaxGapDays = 7, Days = 21 });
        var body = new
        {
            patientId = await clinic.PatientAsync(),
            siteId = clinic.SiteId,
            protocolId = clinic.ProtocolId,
            earliestDate = TestClinic.Today,
            preferences = new
            {
                weekdays = new[] { "tuesday", "thursday" },
                weekdaysRequired = true,
                notBefore = "13:00",
                notAfter = "13:30",
                datesAway = new[] { "2031-01-07", "2031-01-09" },
                preferredMonitorId = clinic.Nurses[1],
            },
        };

        var booked = (await rig.PostAsync("series", body)).Expect(HttpStatusCode.Created);

        var sessions = booked["sessions"].AsArray();
        Assert.Equal([14, 16], sessions.Select(s => s!["startsAt"]!.GetValue<DateTimeOffset>().Day));
        Assert.All(sessions, s => Assert.Equal(13, s!["startsAt"]!.GetValue<DateTimeOffset>().Hour));
        Assert.All(sessions, s => Assert.Equal(clinic.Nurses[1], s!["monitorId"]!.GetValue<Guid>()));
    }

    [Fact]
    public async Task A_repeated_request_gets_the_first_answer_and_has_no_second_effect()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig);
        var body = new { patientId = await clinic.PatientAsync(), siteId = clinic.SiteId, protocolId = clinic.ProtocolId, earliestDate = TestClinic.Today };

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => rig.PostAsync("series", body, headers: ("Idempotency-Key", "k-1"))));
        var other = await rig.PostAsync("series", new { body.patientId, body.siteId, body.protocolId, earliestDate = "2031-01-07" }, headers: ("Idempotency-Key", "k-1"));

        Assert.All(answers, a => Assert.Equal(answers[0].Body!.ToJsonString(), a.Expect(HttpStatusCode.Created).Body!.ToJsonString()));
        Assert.Equal("idempotency-key-reused", other.Problem);
        Assert.Single(await rig.EventsAsync<SeriesBooked>());
        Assert.Equal(6, new Books(rig.ConnectionString).Sessions.Count);
    }

    [Fact]
    public async Task A_longer_window_is_read_in_no_more_queries()
    {
        var counter = new QueryCounter();
        using var subscription = DiagnosticListener.AllListeners.Subscribe(counter);
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, new ClinicPlan { WindowDays = 18, Days = 30 });
        (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);
        var patient = await clinic.PatientAsync();
        counter.DataSource = new SqliteConnectionStringBuilder(rig.ConnectionString).DataSource;

        await SearchAsync(rig, clinic, patient, days: 12);
        var fortnight = counter.Take();
        await SearchAsync(rig, clinic, patient, days: 29);
        var month = counter.Take();

        Assert.InRange(fortnight, 6, 15);
        Assert.Equal(fortnight, month);
    }

    private static async Task SearchAsync(SchedulingRig rig, TestClinic clinic, Guid patient, int days) => (await rig.PostAsync("series-searches", new
    {
        patientId = patient,
        siteId = clinic.SiteId,
        protocolId = clinic.ProtocolId,
        earliestDate = TestClinic.Today,
        latestDate = TestClinic.Today.AddDays(days),
    })).Expect(HttpStatusCode.OK);

    [Fact]
    public async Task Nobody_gets_two_infusions_on_one_date_also_when_the_first_is_over()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, new ClinicPlan { Infusions = 1, Days = 2, WindowDays = 0 });
        var (patient, other) = (await clinic.PatientAsync(), await clinic.PatientAsync());
        (await clinic.BookExactlyAsync(patient, TestClinic.At(0, 8))).Expect(HttpStatusCode.Created);
        var missed = (await clinic.BookExactlyAsync(other, TestClinic.At(0, 8))).Expect(HttpStatusCode.Created)["sessions"][0]!["id"]!;

        rig.AdvanceTo(TestClinic.At(0, 12));
        (await rig.PostAsync($"sessions/{missed}/miss", null)).Expect(HttpStatusCode.OK);

        Assert.Equal("patient-already-booked", (await clinic.BookExactlyAsync(patient, TestClinic.At(0, 14))).Problem);
        Assert.Equal("no-plan", (await clinic.BookAsync(patient, TestClinic.Today, TestClinic.Today)).Problem);
        (await clinic.BookExactlyAsync(other, TestClinic.At(0, 14))).Expect(HttpStatusCode.Created);
    }
}
