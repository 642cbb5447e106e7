using System.Net;
using Clinic.Contracts.Scheduling;
using Clinic.Scheduling.Tests.Checking;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Auth;

namespace Clinic.Scheduling.Tests.Waitlist;

public sealed class OfferTests
{
    [Fact]
    public async Task A_place_that_frees_is_offered_to_the_first_three_at_the_same_time_and_not_held_for_any()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        var entries = await WaitlistRig.FreeTenAsync(rig, clinic, day: 1, waiting: 3);
        var urgent = await WaitlistRig.WaitForTenAsync(rig, clinic, day: 1, priority: 1);

        await WaitlistRig.RunJobAsync(rig);

        var offers = await rig.EventsAsync<WaitlistPlaceOffered>();
        // Made at the same instant, so the outbox tells who was asked and not in which order.
        Assert.Equal(new[] { urgent.Id, entries[0].Id, entries[1].Id }.Order(), offers.Select(o => o.EntryId).Order());
        Assert.All(offers, o => Assert.Equal(TestClinic.At(1, 10), Assert.Single(o.Sessions).StartsAt));
        // Made at seven, when no message may be sent: the hour begins at nine.
        Assert.All(offers, o => Assert.Equal(TestClinic.At(0, 10), o.ExpiresAt));
        Assert.Null(await WaitlistRig.OfferOfAsync(rig, entries[2]));
        (await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(1, 10))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_first_to_accept_gets_it_and_the_others_are_told()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        var entries = await WaitlistRig.FreeTenAsync(rig, clinic, day: 1, waiting: 2);
        await WaitlistRig.RunJobAsync(rig);
        var (first, second) = (await WaitlistRig.LinkOfAsync(rig, entries[0]), await WaitlistRig.LinkOfAsync(rig, entries[1]));

        var page = await rig.SendAsync(HttpMethod.Get, first, null, role: null);
        var won = await WaitlistRig.PressAsync(rig, first, "accept");
        var told = Assert.Single(await rig.EventsAsync<WaitlistOfferWithdrawn>());
        var lost = await WaitlistRig.PressAsync(rig, second, "accept");

        Assert.Contains("Tuesday, January 7, 10:00 AM", page.Expect(HttpStatusCode.OK).Body!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("etamine", page.Body!.GetValue<string>(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("The place is yours", won.Expect(HttpStatusCode.OK).Body!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("The place is taken", lost.Expect(HttpStatusCode.Conflict).Body!.GetValue<string>(), StringComparison.Ordinal);
        var winner = await rig.GetAsync($"waitlist-entries/{entries[0].Id}");
        Assert.Equal("booked", winner["state"].GetValue<string>());
        Assert.Equal("booked", (await rig.GetAsync($"series/{winner["seriesId"]}"))["state"].GetValue<string>());
        Assert.Equal("waiting", await WaitlistRig.StateOfAsync(rig, entries[1]));
        Assert.Equal("accepted", Assert.Single(await rig.EventsAsync<WaitlistOfferAnswered>()).AnswerCode);
        Assert.Equal((entries[1].Id, "taken"), (told.EntryId, told.ReasonCode));
        Assert.Single(await rig.EventsAsync<WaitlistOfferWithdrawn>());
        Assert.Empty(new Checker(new Books(rig.ConnectionString)).Violations());
    }

    [Fact]
    public async Task Who_was_too_late_for_one_place_is_offered_the_next()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        var entries = await WaitlistRig.FreeTenAsync(rig, clinic, day: 1, waiting: 2);
        await WaitlistRig.RunJobAsync(rig);
        await WaitlistRig.PressAsync(rig, await WaitlistRig.LinkOfAsync(rig, entries[0]), "accept");
        var seriesId = (await rig.GetAsync($"waitlist-entries/{entries[0].Id}"))["seriesId"];

        await rig.PostAsync($"series/{seriesId}/cancel", new { reason = "patient-request" });
        await WaitlistRig.RunJobAsync(rig);

        Assert.Equal("open", (await WaitlistRig.OfferOfAsync(rig, entries[1]))!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Other_times_stay_open_when_somebody_takes_one()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        var tuesday = await WaitlistRig.FreeTenAsync(rig, clinic, day: 1, waiting: 1);
        var wednesday = await WaitlistRig.FreeTenAsync(rig, clinic, day: 2, waiting: 1);
        await WaitlistRig.RunJobAsync(rig);

        await WaitlistRig.PressAsync(rig, await WaitlistRig.LinkOfAsync(rig, tuesday[0]), "accept");

        Assert.Empty(await rig.EventsAsync<WaitlistOfferWithdrawn>());
        (await WaitlistRig.PressAsync(rig, await WaitlistRig.LinkOfAsync(rig, wednesday[0]), "accept")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_offer_that_nobody_answers_ends_the_patient_is_told_and_the_next_is_asked()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        var entries = await WaitlistRig.FreeTenAsync(rig, clinic, day: 2, waiting: 4);
        await WaitlistRig.RunJobAsync(rig);
        var before = await WaitlistRig.OfferOfAsync(rig, entries[3]);

        rig.AdvanceTo(TestClinic.At(0, 10));
        await WaitlistRig.RunJobAsync(rig);
        await WaitlistRig.RunJobAsync(rig);

        Assert.Null(before);
        Assert.Equal("open", (await WaitlistRig.OfferOfAsync(rig, entries[3]))!["state"]!.GetValue<string>());
        var told = await rig.EventsAsync<WaitlistOfferWithdrawn>();
        Assert.Equal(entries.Take(3).Select(e => (e.Id, "expired")).Order(), told.Select(t => (t.EntryId, t.ReasonCode)).Order());
        // Those who were silent are not asked again at once.
        Assert.Equal(4, (await rig.EventsAsync<WaitlistPlaceOffered>()).Count);
    }

    [Theory]
    [InlineData("decline", "waiting")]
    [InlineData("leave", "withdrawn")]
    public async Task Who_declines_stays_or_leaves_as_asked_and_is_not_asked_about_that_day_again(string answer, string state)
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        var entries = await WaitlistRig.FreeTenAsync(rig, clinic, day: 1, waiting: 1);
        await WaitlistRig.RunJobAsync(rig);

        (await WaitlistRig.PressAsync(rig, await WaitlistRig.LinkOfAsync(rig, entries[0]), answer)).Expect(HttpStatusCode.OK);
        await WaitlistRig.RunJobAsync(rig);

        Assert.Equal(state, await WaitlistRig.StateOfAsync(rig, entries[0]));
        Assert.Equal("declined", Assert.Single(await rig.EventsAsync<WaitlistOfferAnswered>()).AnswerCode);
        Assert.Single(await rig.EventsAsync<WaitlistPlaceOffered>());
    }

    [Fact]
    public async Task The_front_desk_answers_for_a_patient_on_the_phone()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        var entries = await WaitlistRig.FreeTenAsync(rig, clinic, day: 1, waiting: 2);
        await WaitlistRig.RunJobAsync(rig);
        var (first, second) = ((await WaitlistRig.OfferOfAsync(rig, entries[0]))!["id"], (await WaitlistRig.OfferOfAsync(rig, entries[1]))!["id"]);

        var forbidden = await rig.PostAsync($"waitlist-offers/{first}/accept", null, Roles.Nurse);
        var undecided = await rig.PostAsync($"waitlist-offers/{first}/decline", new { }, Roles.FrontDesk);
        var declined = await rig.PostAsync($"waitlist-offers/{first}/decline", new { keepWaiting = false }, Roles.FrontDesk);
        var accepted = await rig.PostAsync($"waitlist-offers/{second}/accept", null, Roles.FrontDesk, ("Idempotency-Key", "phone-1"));
        var repeated = await rig.PostAsync($"waitlist-offers/{second}/accept", null, Roles.FrontDesk, ("Idempotency-Key", "phone-1"));
        var again = await rig.PostAsync($"waitlist-offers/{second}/accept", null, Roles.FrontDesk);

        Assert.Equal(HttpStatusCode.Forbidden, forbidden.Status);
        Assert.Equal(["keepWaiting"], undecided.Expect(HttpStatusCode.BadRequest).Fields);
        Assert.Equal("withdrawn", declined.Expect(HttpStatusCode.OK)["state"].GetValue<string>());
        Assert.Equal(accepted.Expect(HttpStatusCode.Created).Id, repeated.Expect(HttpStatusCode.Created).Id);
        Assert.Equal(("offer-answered", "id"), (again.Expect(HttpStatusCode.Gone).Problem, again.Fields.Single()));
        Assert.Equal(["id"], (await rig.PostAsync($"waitlist-offers/{clinic.SiteId}/accept", null)).Expect(HttpStatusCode.NotFound).Fields);
    }

    [Fact]
    public async Task An_offer_whose_place_the_front_desk_has_booked_ends_and_the_patient_is_told()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        var entries = await WaitlistRig.FreeTenAsync(rig, clinic, day: 1, waiting: 1);
        await WaitlistRig.RunJobAsync(rig);

        (await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(1, 10))).Expect(HttpStatusCode.Created);
        await WaitlistRig.RunJobAsync(rig);

        Assert.Equal("taken", Assert.Single(await rig.EventsAsync<WaitlistOfferWithdrawn>()).ReasonCode);
        Assert.Equal("waiting", await WaitlistRig.StateOfAsync(rig, entries[0]));
    }

    [Fact]
    public async Task Who_gets_a_series_otherwise_or_whose_last_date_passes_waits_no_longer()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        var entries = await WaitlistRig.FreeTenAsync(rig, clinic, day: 1, waiting: 2);
        await WaitlistRig.RunJobAsync(rig);

        var patient = entries[0]["patientId"].GetValue<Guid>();
        (await clinic.BookExactlyAsync(patient, TestClinic.At(3, 14))).Expect(HttpStatusCode.Created);
        await WaitlistRig.RunJobAsync(rig);
        var booked = await WaitlistRig.StateOfAsync(rig, entries[0]);
        rig.AdvanceTo(TestClinic.At(2, 8));
        await WaitlistRig.RunJobAsync(rig);

        Assert.Equal("booked", booked);
        Assert.Equal("lapsed", await WaitlistRig.StateOfAsync(rig, entries[1]));
        Assert.Contains(await rig.EventsAsync<WaitlistOfferWithdrawn>(), e => e.EntryId == entries[0].Id && e.ReasonCode == "entry-closed");
    }
}
