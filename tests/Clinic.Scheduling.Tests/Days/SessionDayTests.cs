using System.Net;
using Clinic.Contracts.Scheduling;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Auth;

namespace Clinic.Scheduling.Tests.Days;

public sealed class SessionDayTests
{
    private static readonly ClinicPlan TwoInfusions = new() { Infusions = 2, Days = 12 };

    [Fact]
    public async Task An_infusion_is_dosed_by_weight_and_completed_with_its_actual_minutes()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var session = await ArrivedAsync(rig);
        var started = rig.Now;

        var start = await rig.PostAsync($"sessions/{session}/start", new { }, Roles.Nurse);
        rig.AdvanceTo(started.AddMinutes(45));
        var stop = started.AddMinutes(41);
        var complete = await rig.PostAsync(
            $"sessions/{session}/complete", new { stoppedAt = stop, doseMilligrams = 40.5, sideEffects = new[] { "nausea", "dissociation" } }, Roles.Nurse);

        // 0.5 mg/kg of 82.5 kg is 41.25 mg, given in tenths.
        Assert.Equal(41.2m, start.Expect(HttpStatusCode.OK)["doseMilligrams"].GetValue<decimal>());
        Assert.Equal("completed", complete.Expect(HttpStatusCode.OK)["state"].GetValue<string>());
        Assert.Equal(["nausea", "dissociation"], complete["sideEffects"].AsArray().Select(n => n!.GetValue<string>()));
        var done = Assert.Single(await rig.EventsAsync<InfusionCompleted>());
        Assert.Equal(stop, done.StoppedAt);
        Assert.Equal(start["startedAt"].GetValue<DateTimeOffset>(), done.StartedAt);
        Assert.Equal((40.5m, "ketamine", 1, "America/New_York"), (done.DoseMilligrams, done.DrugCode, done.SessionNumber, done.SiteTimeZoneId));
    }

    [Fact]
    public async Task Times_in_the_future_or_before_the_start_are_refused_naming_the_field()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var session = await ArrivedAsync(rig);

        var futureStart = await rig.PostAsync($"sessions/{session}/start", new { startedAt = rig.Now.AddMinutes(5) }, Roles.Nurse);
        var earlyStart = await rig.PostAsync($"sessions/{session}/start", new { startedAt = rig.Now.AddHours(-1) }, Roles.Nurse);
        (await rig.PostAsync($"sessions/{session}/start", new { }, Roles.Nurse)).Expect(HttpStatusCode.OK);
        var futureStop = await rig.PostAsync($"sessions/{session}/complete", new { stoppedAt = rig.Now.AddMinutes(5) }, Roles.Nurse);
        var earlyStop = await rig.PostAsync($"sessions/{session}/complete", new { stoppedAt = rig.Now.AddHours(-1) }, Roles.Nurse);

        Assert.Equal(["startedAt"], futureStart.Expect(HttpStatusCode.BadRequest).Fields);
        Assert.Equal(["startedAt"], earlyStart.Expect(HttpStatusCode.UnprocessableEntity).Fields);
        Assert.Equal(["stoppedAt"], futureStop.Expect(HttpStatusCode.BadRequest).Fields);
        Assert.Equal(["stoppedAt"], earlyStop.Expect(HttpStatusCode.UnprocessableEntity).Fields);
    }

    [Fact]
    public async Task A_change_of_a_session_that_somebody_else_has_changed_is_stale()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, TwoInfusions);
        var session = First((await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created));
        var tag = (await rig.GetAsync($"sessions/{session}")).ETag!;
        (await rig.PostAsync($"sessions/{session}/check-in", Vitals.Usual, Roles.Nurse, ("If-Match", tag))).Expect(HttpStatusCode.OK);

        var stale = await rig.PostAsync($"sessions/{session}/cancel", new { reason = "patient-request" }, Roles.Nurse, ("If-Match", tag));

        Assert.Equal("stale", stale.Expect(HttpStatusCode.PreconditionFailed).Problem);
    }

    [Fact]
    public async Task A_patient_is_checked_in_on_the_day_and_missed_after_the_start_only()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, TwoInfusions);
        var series = (await clinic.BookAsync(await clinic.PatientAsync(), TestClinic.Today.AddDays(1))).Expect(HttpStatusCode.Created);

        var early = await rig.PostAsync($"sessions/{First(series)}/check-in", Vitals.Usual);
        var notYet = await rig.PostAsync($"sessions/{First(series)}/miss", null);
        rig.AdvanceTo(series["sessions"][0]!["startsAt"]!.GetValue<DateTimeOffset>().AddMinutes(1));
        var missed = await rig.PostAsync($"sessions/{First(series)}/miss", null);

        Assert.Equal("not-today", early.Problem);
        Assert.Equal("not-yet", notYet.Problem);
        Assert.Equal("missed", missed.Expect(HttpStatusCode.OK)["state"].GetValue<string>());
        Assert.Single(await rig.EventsAsync<InfusionMissed>());
    }

    private static async Task<Guid> ArrivedAsync(SchedulingRig rig)
    {
        var clinic = await TestClinic.OpenAsync(rig, TwoInfusions);
        var series = (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);
        (await rig.PostAsync("consent-signatures", new { token = await rig.TokenForAsync(series.Id), fullName = "A Patient", accepted = true }))
            .Expect(HttpStatusCode.Created);
        (await rig.PostAsync($"sessions/{First(series)}/check-in", Vitals.Usual, Roles.Nurse)).Expect(HttpStatusCode.OK);
        return First(series);
    }

    private static Guid First(Answer series) => series["sessions"][0]!["id"]!.GetValue<Guid>();
}
