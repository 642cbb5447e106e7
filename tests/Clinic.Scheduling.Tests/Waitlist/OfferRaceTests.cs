using System.Net;
using Clinic.Contracts.Scheduling;
using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Tests.Checking;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Tests.Waitlist;

public sealed class OfferRaceTests
{
    // Working days after the first, on which nothing is offered any more.
    private static readonly int[] Days = [1, 2, 3, 4, 7, 8, 9, 10];

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Of_patients_who_accept_at_the_same_time_one_is_booked_and_the_others_are_told(DatabaseProvider provider)
    {
        await using var rig = await SchedulingRig.StartAsync(provider);
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        foreach (var day in Days.Take(4))
        {
            var entries = await WaitlistRig.FreeTenAsync(rig, clinic, day, waiting: 3);
            await WaitlistRig.RunJobAsync(rig);
            var links = await Task.WhenAll(entries.Select(e => WaitlistRig.LinkOfAsync(rig, e)));

            var answers = await Task.WhenAll(links.Select(link => WaitlistRig.PressAsync(rig, link, "accept")));

            Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
            Assert.Equal(2, answers.Count(a => a.Status == HttpStatusCode.Conflict));
            var states = await Task.WhenAll(entries.Select(e => WaitlistRig.StateOfAsync(rig, e)));
            Assert.Equal(["booked", "waiting", "waiting"], states.Order());
            var told = (await rig.EventsAsync<WaitlistOfferWithdrawn>()).Where(t => entries.Any(e => e.Id == t.EntryId)).ToList();
            Assert.Equal(["taken", "taken"], told.Select(t => t.ReasonCode));
        }

        Verify(rig, provider);
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Of_an_acceptance_and_a_booking_of_the_same_place_exactly_one_gets_it(DatabaseProvider provider)
    {
        await using var rig = await SchedulingRig.StartAsync(provider);
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        foreach (var day in Days.Take(4))
        {
            var entries = await WaitlistRig.FreeTenAsync(rig, clinic, day, waiting: 1);
            await WaitlistRig.RunJobAsync(rig);
            var (link, other) = (await WaitlistRig.LinkOfAsync(rig, entries[0]), await clinic.PatientAsync());

            var answers = await Task.WhenAll(WaitlistRig.PressAsync(rig, link, "accept"), clinic.BookExactlyAsync(other, TestClinic.At(day, 10)));

            Assert.Single(answers, a => a.Status is HttpStatusCode.OK or HttpStatusCode.Created);
            Assert.Single(answers, a => a.Status == HttpStatusCode.Conflict);
        }

        Verify(rig, provider);
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task An_offer_at_the_edge_of_its_time_is_either_accepted_and_booked_or_expired_and_not(DatabaseProvider provider)
    {
        await using var rig = await SchedulingRig.StartAsync(provider);
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        for (var round = 0; round < Days.Length; round++)
        {
            var entries = await WaitlistRig.FreeTenAsync(rig, clinic, Days[round], waiting: 1);
            await WaitlistRig.RunJobAsync(rig);
            if (await WaitlistRig.OfferOfAsync(rig, entries[0]) is not { } offer)
            {
                // The rounds before have used up the hours of the days before this one.
                continue;
            }

            var link = await WaitlistRig.LinkOfAsync(rig, entries[0]);
            rig.AdvanceTo(offer["expiresAt"]!.GetValue<DateTimeOffset>().AddMilliseconds(-3 * round));

            var accept = WaitlistRig.PressAsync(rig, link, "accept");
            await Task.WhenAll(accept, WaitlistRig.RunJobAsync(rig), WaitlistRig.RunJobAsync(rig));
            await WaitlistRig.RunJobAsync(rig);

            var ended = (await WaitlistRig.OfferOfAsync(rig, entries[0]))!["state"]!.GetValue<string>();
            Assert.Contains((ended, (await accept).Status), new[] { ("accepted", HttpStatusCode.OK), ("expired", HttpStatusCode.Gone) });
            Assert.Equal(ended == "accepted" ? "booked" : "waiting", await WaitlistRig.StateOfAsync(rig, entries[0]));
            var told = (await rig.EventsAsync<WaitlistOfferWithdrawn>()).Where(t => t.EntryId == entries[0].Id);
            Assert.Equal(ended == "accepted" ? [] : ["expired"], told.Select(t => t.ReasonCode));
        }

        Verify(rig, provider);
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task However_many_replicas_take_the_marks_nobody_is_asked_twice_and_no_mark_is_left(DatabaseProvider provider)
    {
        await using var rig = await SchedulingRig.StartAsync(provider);
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        var entries = await WaitlistRig.FreeTenAsync(rig, clinic, day: 1, waiting: 5);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => WaitlistRig.RunJobAsync(rig)));
        await WaitlistRig.RunJobAsync(rig);

        Assert.Equal(
            entries.Take(3).Select(e => e.Id).Order(), (await rig.EventsAsync<WaitlistPlaceOffered>()).Select(o => o.EntryId).Order());
        Assert.Empty(await WaitlistRig.MarksAsync(rig));
        Assert.Equal(3, await WaitlistRig.ReadAsync(rig, db => db.WaitlistOffers.CountAsync(o => o.State == OfferState.Open)));
    }

    private static void Verify(SchedulingRig rig, DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Sqlite)
        {
            Assert.Empty(new Checker(new Books(rig.ConnectionString)).Violations());
        }
    }
}
