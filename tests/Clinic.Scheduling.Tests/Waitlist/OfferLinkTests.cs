using System.Net;
using Clinic.Scheduling.Tests.Rig;

namespace Clinic.Scheduling.Tests.Waitlist;

public sealed class OfferLinkTests
{
    [Fact]
    public async Task A_link_that_was_guessed_tampered_with_or_sent_for_something_else_opens_nothing_and_is_noted()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        var series = (await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(3, 10))).Expect(HttpStatusCode.Created);
        var entries = await WaitlistRig.FreeTenAsync(rig, clinic, day: 1, waiting: 1);
        await WaitlistRig.RunJobAsync(rig);
        var link = await WaitlistRig.LinkOfAsync(rig, entries[0]);
        string[] wrong =
        [
            "/place/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            link[..^1] + (link[^1] == 'A' ? 'B' : 'A'),
            link + "A",
            "/place/" + new string('x', 4000),
            $"/place/{await rig.TokenForAsync(series.Id)}",
            $"/place/{(await WaitlistRig.OfferOfAsync(rig, entries[0]))!["id"]}",
        ];

        foreach (var path in wrong)
        {
            (await rig.SendAsync(HttpMethod.Get, path, null, role: null)).Expect(HttpStatusCode.NotFound);
            (await WaitlistRig.PressAsync(rig, path, "accept")).Expect(HttpStatusCode.NotFound);
        }

        var refused = (await WaitlistRig.AuditAsync(rig)).FindAll(a => a.Action == "waitlist-offer.refuse");
        Assert.Equal(2 * wrong.Length, refused.Count);
        Assert.All(refused, a => Assert.Equal(((Guid?)null, "not-found"), (a.PatientId, a.Reason)));
        Assert.Equal("waiting", await WaitlistRig.StateOfAsync(rig, entries[0]));
        var asConsent = link.Replace("/place/", "/consent/", StringComparison.Ordinal);
        (await rig.SendAsync(HttpMethod.Get, asConsent, null, role: null)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_link_that_was_used_or_has_expired_is_gone_and_that_is_noted_with_the_patient()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        var used = (await WaitlistRig.FreeTenAsync(rig, clinic, day: 1, waiting: 1))[0];
        var late = (await WaitlistRig.FreeTenAsync(rig, clinic, day: 2, waiting: 1))[0];
        await WaitlistRig.RunJobAsync(rig);
        var (usedLink, lateLink) = (await WaitlistRig.LinkOfAsync(rig, used), await WaitlistRig.LinkOfAsync(rig, late));
        (await WaitlistRig.PressAsync(rig, usedLink, "accept")).Expect(HttpStatusCode.OK);
        rig.AdvanceTo(TestClinic.At(0, 10));

        var again = await WaitlistRig.PressAsync(rig, usedLink, "accept");
        var changed = await WaitlistRig.PressAsync(rig, usedLink, "decline");
        var page = await rig.SendAsync(HttpMethod.Get, lateLink, null, role: null);
        var tooLate = await WaitlistRig.PressAsync(rig, lateLink, "accept");

        Assert.Contains("You have answered already", again.Expect(HttpStatusCode.Gone).Body!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, changed.Status);
        Assert.Equal("booked", await WaitlistRig.StateOfAsync(rig, used));
        Assert.Contains("The time to answer is over", page.Expect(HttpStatusCode.Gone).Body!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, tooLate.Status);
        var refused = (await WaitlistRig.AuditAsync(rig)).FindAll(a => a.Action == "waitlist-offer.refuse");
        Assert.Equal(
            [("offer-answered", used), ("offer-answered", used), ("offer-expired", late), ("offer-expired", late)],
            refused.Select(a => (a.Reason, a.PatientId == used["patientId"].GetValue<Guid>() ? used : late)));
    }

    [Fact]
    public async Task A_link_answers_for_its_own_patient_only()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        var entries = await WaitlistRig.FreeTenAsync(rig, clinic, day: 1, waiting: 2);
        await WaitlistRig.RunJobAsync(rig);

        await WaitlistRig.PressAsync(rig, await WaitlistRig.LinkOfAsync(rig, entries[1]), "accept");

        Assert.Equal(["waiting", "booked"], [await WaitlistRig.StateOfAsync(rig, entries[0]), await WaitlistRig.StateOfAsync(rig, entries[1])]);
        var session = Assert.Single((await rig.GetAsync($"series/{(await rig.GetAsync($"waitlist-entries/{entries[1].Id}"))["seriesId"]}"))["sessions"].AsArray());
        Assert.Equal(entries[1]["patientId"].GetValue<Guid>(), session!["patientId"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task Opening_the_page_answers_nothing_and_it_keeps_itself_to_itself()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        var entry = (await WaitlistRig.FreeTenAsync(rig, clinic, day: 1, waiting: 1))[0];
        await WaitlistRig.RunJobAsync(rig);
        var link = await WaitlistRig.LinkOfAsync(rig, entry);

        using var client = new HttpClient { BaseAddress = rig.Address };
        using var page = await client.GetAsync(link);
        var nothing = await WaitlistRig.PressAsync(rig, link, "");

        var html = await page.Content.ReadAsStringAsync();
        Assert.Equal(3, html.Split("<button type=\"submit\"").Length - 1);
        Assert.Contains("lang=\"en\"", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.True(page.Headers.CacheControl!.NoStore);
        Assert.Equal("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.Contains("role=\"alert\"", nothing.Expect(HttpStatusCode.BadRequest).Body!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("open", (await WaitlistRig.OfferOfAsync(rig, entry))!["state"]!.GetValue<string>());
        Assert.Contains(await WaitlistRig.AuditAsync(rig), a => a.Action == "waitlist-offer.open" && a.PatientId == entry["patientId"].GetValue<Guid>());
    }
}
