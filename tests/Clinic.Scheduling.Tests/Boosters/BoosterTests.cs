using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Clinic.Contracts.Scheduling;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;

namespace Clinic.Scheduling.Tests.Boosters;

public sealed class BoosterTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_booster_is_found_held_and_booked_and_both_series_show_the_other(DatabaseProvider provider)
    {
        await using var rig = await SchedulingRig.StartAsync(provider);
        var clinic = await BoosterClinic.OpenAsync(rig);
        var patient = await clinic.Clinic.PatientAsync();
        var induction = await clinic.GiveInductionAsync(patient);

        var found = (await clinic.AskAsync("series-searches", patient, induction)).Expect(HttpStatusCode.OK);
        var hold = (await clinic.AskAsync("holds", patient, induction)).Expect(HttpStatusCode.Created);
        var confirmed = (await rig.PostAsync("series", new { holdId = hold.Id })).Expect(HttpStatusCode.Created);
        var second = (await clinic.AskAsync("series", patient, induction, BoosterClinic.Earliest.AddDays(1))).Expect(HttpStatusCode.Created);

        Assert.Equal(BoosterClinic.Earliest, BoosterClinic.DateOf(found["plans"][0]!["sessions"]![0]!));
        Assert.Equal(induction, hold["followsSeriesId"].GetValue<Guid>());
        Assert.Equal(induction, confirmed["followsSeriesId"].GetValue<Guid>());
        var shown = await rig.GetAsync($"series/{induction}");
        Assert.Equal([confirmed.Id, second.Id], shown["followedBySeriesIds"].AsArray().Select(id => id!.GetValue<Guid>()));
        Assert.Null(shown.Body!["followsSeriesId"]);
        Assert.Equal(3, (await rig.EventsAsync<SeriesBooked>()).Count);
    }

    [Theory]
    [InlineData("series-searches")]
    [InlineData("holds")]
    [InlineData("series")]
    public async Task What_cannot_be_followed_is_refused_naming_the_field(string path)
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await BoosterClinic.OpenAsync(rig);
        var (patient, waiting, other) = (await clinic.Clinic.PatientAsync(), await clinic.Clinic.PatientAsync(), await clinic.Clinic.PatientAsync());
        var toCome = await clinic.BookInductionAsync(waiting);
        var cancelled = (await clinic.Clinic.BookExactlyAsync(other, TestClinic.At(0, 12))).Expect(HttpStatusCode.Created);
        (await rig.PostAsync($"series/{cancelled.Id}/cancel", new { reason = "clinic-request" })).Expect(HttpStatusCode.OK);
        var induction = await clinic.GiveInductionAsync(patient);

        var unknown = await clinic.AskAsync(path, patient, Guid.NewGuid());
        var others = await clinic.AskAsync(path, other, induction);
        var notFinished = await clinic.AskAsync(path, waiting, toCome.Id);
        var nothingGiven = await clinic.AskAsync(path, other, cancelled.Id);
        var noBooster = await clinic.AskAsync(path, patient, induction, protocol: clinic.Clinic.ProtocolId);
        var tooSoon = await clinic.AskAsync(path, patient, induction, BoosterClinic.Earliest.AddDays(-1));

        Assert.Equal((HttpStatusCode.NotFound, "followsSeriesId"), (unknown.Status, unknown.Fields.Single()));
        AssertRefused(others, "series-of-another-patient", "followsSeriesId");
        AssertRefused(notFinished, "series-not-finished", "followsSeriesId");
        AssertRefused(nothingGiven, "series-cancelled", "followsSeriesId");
        AssertRefused(noBooster, "not-a-booster", "protocolId");
        AssertRefused(tooSoon, "too-soon-after-series", "earliestDate");
        Assert.Equal(BoosterClinic.Earliest, DateOnly.Parse(tooSoon["earliestDate"].GetValue<string>(), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task No_way_of_placing_a_session_brings_a_booster_forward_past_its_least_days()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await BoosterClinic.OpenAsync(rig);
        var patient = await clinic.Clinic.PatientAsync();
        var induction = await clinic.GiveInductionAsync(patient);
        var (allowed, early) = (TestClinic.At(BoosterClinic.LeastDays, 9), TestClinic.At(4, 9));

        var exactly = await clinic.AskExactlyAsync("series", patient, induction, early);
        var held = await clinic.AskExactlyAsync("holds", patient, induction, early);
        var booster = (await clinic.AskExactlyAsync("series", patient, induction, allowed)).Expect(HttpStatusCode.Created);
        var session = $"sessions/{BoosterClinic.Session(booster)}/reschedule";
        var moved = await rig.PostAsync(session, new { startsAt = early });
        var movedSomewhere = await rig.PostAsync(session, new { earliestDate = BoosterClinic.Earliest.AddDays(-3) });
        var rest = await rig.PostAsync($"series/{booster.Id}/reschedule", new { fromNumber = 1, earliestDate = BoosterClinic.Earliest.AddDays(-3) });

        AssertRefused(exactly, "too-soon-after-series", "sessions[0].startsAt");
        AssertRefused(held, "too-soon-after-series", "sessions[0].startsAt");
        AssertRefused(moved, "too-soon-after-series", "startsAt");
        AssertRefused(movedSomewhere, "too-soon-after-series", "earliestDate");
        AssertRefused(rest, "too-soon-after-series", "earliestDate");
        (await rig.PostAsync(session, new { startsAt = allowed.AddDays(1) })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_repair_moves_a_booster_later_rather_than_before_its_least_days()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await BoosterClinic.OpenAsync(rig);
        var patient = await clinic.Clinic.PatientAsync();
        var induction = await clinic.GiveInductionAsync(patient);
        (await clinic.AskExactlyAsync("series", patient, induction, TestClinic.At(BoosterClinic.LeastDays, 9))).Expect(HttpStatusCode.Created);
        // The week after is closed but for its last day, farther away than the Friday before.
        for (var day = BoosterClinic.LeastDays; day < BoosterClinic.LeastDays + 4; day++)
        {
            (await rig.PostAsync($"sites/{clinic.Clinic.SiteId}/closures", new { date = TestClinic.Today.AddDays(day), reason = "works" })).Expect(HttpStatusCode.Created);
        }

        var proposal = (await rig.PostAsync("repair-proposals", new { siteId = clinic.Clinic.SiteId })).Expect(HttpStatusCode.Created);

        var item = Assert.Single(proposal["items"].AsArray())!;
        Assert.Equal(BoosterClinic.Earliest.AddDays(4), BoosterClinic.DateOf(item));
        (await rig.PostAsync($"repair-proposals/{proposal.Id}/apply", new { })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_booster_asks_for_a_consent_of_its_own_and_the_one_that_was_used_up_does_not_open_its_gate()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await BoosterClinic.OpenAsync(rig);
        var patient = await clinic.Clinic.PatientAsync();
        var induction = await clinic.GiveInductionAsync(patient);
        var start = TestClinic.At(BoosterClinic.LeastDays, 9);
        var booster = (await clinic.AskExactlyAsync("series", patient, induction, start)).Expect(HttpStatusCode.Created);
        rig.AdvanceTo(start);
        var path = $"sessions/{BoosterClinic.Session(booster)}";
        (await rig.PostAsync($"{path}/check-in", Vitals.Usual, Roles.Nurse)).Expect(HttpStatusCode.OK);

        var refused = await rig.PostAsync($"{path}/start", new { }, Roles.Nurse);

        AssertRefused(refused, "consent-missing", field: null);
        Assert.Equal([induction, booster.Id], (await rig.EventsAsync<OffLabelConsentRequested>()).Select(e => e.SeriesId));
    }

    [Fact]
    public async Task A_signed_booster_is_given_and_a_booster_may_follow_it()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await BoosterClinic.OpenAsync(rig);
        var patient = await clinic.Clinic.PatientAsync();
        var induction = await clinic.GiveInductionAsync(patient);
        var start = TestClinic.At(BoosterClinic.LeastDays, 9);
        var booster = (await clinic.AskExactlyAsync("series", patient, induction, start)).Expect(HttpStatusCode.Created);
        await clinic.SignAsync(booster.Id);
        rig.AdvanceTo(start);
        var path = $"sessions/{BoosterClinic.Session(booster)}";
        (await rig.PostAsync($"{path}/check-in", Vitals.Usual, Roles.Nurse)).Expect(HttpStatusCode.OK);
        (await rig.PostAsync($"{path}/start", new { }, Roles.Nurse)).Expect(HttpStatusCode.OK);
        rig.AdvanceTo(start.AddMinutes(45));
        (await rig.PostAsync($"{path}/complete", new { stoppedAt = start.AddMinutes(40) }, Roles.Nurse)).Expect(HttpStatusCode.OK);

        var next = await clinic.AskAsync("series", patient, booster.Id, BoosterClinic.Earliest.AddDays(BoosterClinic.LeastDays));

        Assert.Equal(booster.Id, next.Expect(HttpStatusCode.Created)["followsSeriesId"].GetValue<Guid>());
    }

    [Fact]
    public async Task A_repeated_booking_of_a_booster_is_answered_and_not_booked_again()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await BoosterClinic.OpenAsync(rig);
        var patient = await clinic.Clinic.PatientAsync();
        var induction = await clinic.GiveInductionAsync(patient);
        var body = new
        {
            patientId = patient,
            siteId = clinic.Clinic.SiteId,
            protocolId = clinic.BoosterId,
            earliestDate = BoosterClinic.Earliest,
            followsSeriesId = induction,
        };

        var first = await rig.PostAsync("series", body, Roles.FrontDesk, ("Idempotency-Key", "booster-1"));
        var again = await rig.PostAsync("series", body, Roles.FrontDesk, ("Idempotency-Key", "booster-1"));

        Assert.Equal(first.Expect(HttpStatusCode.Created).Id, again.Expect(HttpStatusCode.Created).Id);
        Assert.Single((await rig.GetAsync($"series/{induction}"))["followedBySeriesIds"].AsArray());
    }

    [Fact]
    public async Task A_protocol_shows_whether_it_is_a_booster_and_its_days_are_checked()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await BoosterClinic.OpenAsync(rig);
        JsonNode wrong = new JsonObject { ["boosterAfterDays"] = 0 };

        var booster = await rig.GetAsync($"protocols/{clinic.BoosterId}");
        var induction = await rig.GetAsync($"protocols/{clinic.Clinic.ProtocolId}");

        Assert.Equal(BoosterClinic.LeastDays, booster["boosterAfterDays"].GetValue<int>());
        Assert.Null(induction.Body!["boosterAfterDays"]);
        Assert.Contains("boosterAfterDays", (await rig.PostAsync("protocols", wrong)).Expect(HttpStatusCode.BadRequest).Fields);
    }

    private static void AssertRefused(Answer answer, string problem, string? field)
    {
        Assert.Equal(problem, answer.Expect(HttpStatusCode.UnprocessableEntity).Problem);
        Assert.Equal(field is null ? [] : [field], answer.Fields);
    }
}
