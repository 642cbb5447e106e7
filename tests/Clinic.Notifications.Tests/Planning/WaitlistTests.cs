using Clinic.Contracts.Scheduling;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Tests.Rig;
using Clinic.ServiceDefaults.Privacy;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Clinic.Notifications.Tests.Planning;

public sealed class WaitlistTests
{
    private const string Link = "http://127.0.0.1:5080/place/Zm9vYmFyYmF6cXV4LTMyLWJ5dGVzLWxvbmctdG9rZW4tMTIz";

    [Fact]
    public async Task An_offer_reaches_the_patient_with_its_link_whole_and_says_by_when_to_answer()
    {
        await using var host = await NotificationsHost.StartAsync();
        var offer = await OfferAsync(host);

        await host.NothingDueAsync();

        var files = host.Files().Where(f => f.Contains("waitlist-offer", StringComparison.Ordinal)).ToList();
        Assert.Equal([".eml", ".txt"], files.Select(Path.GetExtension).Order());
        Assert.All(files, f => Assert.Contains(Link, File.ReadAllText(f), StringComparison.Ordinal));
        Assert.All(files, f => Assert.Contains("Mon 11:00 AM", File.ReadAllText(f), StringComparison.Ordinal));
        Assert.All(await host.RemindersAsync(offer.PatientId), r => Assert.DoesNotContain("/place/", r.ProtectedLink!, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("taken", "waitlist-taken", "is taken")]
    [InlineData("expired", "waitlist-expired", "time to answer")]
    public async Task Who_was_asked_is_told_when_the_offer_ends(string reason, string kind, string says)
    {
        await using var host = await NotificationsHost.StartAsync();
        var offer = await OfferAsync(host);
        await host.NothingDueAsync();

        await host.ReceiveAsync(Ended(host, offer, reason));
        await host.NothingDueAsync();

        var files = host.Files().Where(f => f.Contains(kind, StringComparison.Ordinal)).ToList();
        Assert.Equal([".eml", ".txt"], files.Select(Path.GetExtension).Order());
        Assert.Contains(says, await File.ReadAllTextAsync(files.Single(f => f.EndsWith(".txt", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_night_an_offer_waits_for_the_morning_and_who_never_heard_of_it_is_left_in_peace_when_it_ends()
    {
        await using var host = await NotificationsHost.StartAsync(at: Times.Local(2027, 8, 2, 22, 30));
        var offer = await OfferAsync(host, expiresAt: Times.Local(2027, 8, 3, 10, 0));
        var asked = await host.RemindersAsync(offer.PatientId);

        await host.ReceiveAsync(Ended(host, offer, "taken"));

        Assert.Equal(2, asked.Count);
        Assert.All(asked, r => Assert.Equal((ReminderState.Scheduled, Times.Local(2027, 8, 3, 9, 0)), (r.State, r.DueAt)));
        Assert.All(
            await host.RemindersAsync(offer.PatientId),
            r => Assert.Equal(("waitlist-offer", ReminderState.Cancelled, "offer-ended"), (r.Kind, r.State, r.Reason)));
    }

    [Fact]
    public async Task An_offer_that_was_answered_in_the_night_is_not_sent_in_the_morning()
    {
        await using var host = await NotificationsHost.StartAsync(at: Times.Local(2027, 8, 2, 22, 30));
        var offer = await OfferAsync(host, expiresAt: Times.Local(2027, 8, 3, 10, 0));

        await host.ReceiveAsync(new WaitlistOfferAnswered(offer.OfferId, offer.EntryId, offer.PatientId, "accepted", host.Now.ToDateTimeOffset()));
        await host.AdvanceAsync(Duration.FromHours(11));

        Assert.Empty(host.Files());
        Assert.All(await host.RemindersAsync(offer.PatientId), r => Assert.Equal(ReminderState.Cancelled, r.State));
    }

    [Fact]
    public async Task An_end_that_overtakes_its_offer_leaves_nothing_to_say()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient));
        var offer = Offered(host, patient, host.Now + Duration.FromHours(1));

        await host.ReceiveAsync(Ended(host, offer, "taken"));
        await host.ReceiveAsync(offer);

        Assert.Empty(await host.RemindersAsync(patient));
    }

    [Fact]
    public async Task Who_leaves_the_list_is_told_nothing_more()
    {
        await using var host = await NotificationsHost.StartAsync();
        var offer = await OfferAsync(host);
        await host.NothingDueAsync();

        await host.ReceiveAsync(Ended(host, offer, "entry-closed"));

        Assert.All(await host.RemindersAsync(offer.PatientId), r => Assert.Equal("waitlist-offer", r.Kind));
    }

    [Fact]
    public async Task Who_opted_out_of_text_messages_is_asked_by_email_only()
    {
        await using var host = await NotificationsHost.StartAsync(at: Times.Local(2027, 8, 2, 22, 30));
        var offer = await OfferAsync(host, expiresAt: Times.Local(2027, 8, 3, 10, 0));
        await host.WriteAsync((db, _) =>
        {
            db.PreferenceChanges.Add(new PreferenceChange
            {
                PatientId = offer.PatientId,
                Number = 1,
                Channel = Channel.Sms,
                Purpose = Purpose.Appointments,
                Allowed = false,
                RecordedBy = "test",
                Method = "phone",
                DecidedAt = host.Now,
            });
            return Task.CompletedTask;
        });

        await host.AdvanceAsync(Duration.FromHours(11));

        Assert.Equal(".eml", Path.GetExtension(Assert.Single(host.Files())));
        Assert.Equal("opted-out", (await host.RemindersAsync(offer.PatientId)).Single(r => r.Channel == Channel.Sms).Reason);
    }

    private static async Task<WaitlistPlaceOffered> OfferAsync(NotificationsHost host, Instant? expiresAt = null)
    {
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient));
        var offer = Offered(host, patient, expiresAt ?? Times.Local(2027, 8, 2, 11, 0));
        await host.ReceiveAsync(offer);
        return offer;
    }

    private static WaitlistPlaceOffered Offered(NotificationsHost host, Guid patient, Instant expiresAt)
    {
        var start = Times.Local(2027, 8, 10, 14, 0);
        return new WaitlistPlaceOffered(
            Guid.NewGuid(),
            Guid.NewGuid(),
            patient,
            Guid.NewGuid(),
            NotificationsHost.NewYork,
            [new OfferedTime(1, start.ToDateTimeOffset(), (start + Events.Stay).ToDateTimeOffset())],
            host.Services.GetRequiredService<Protection>().Protect(Protection.OfferLink, Link),
            expiresAt.ToDateTimeOffset(),
            host.Now.ToDateTimeOffset());
    }

    private static WaitlistOfferWithdrawn Ended(NotificationsHost host, WaitlistPlaceOffered offer, string reason) =>
        new(offer.OfferId, offer.EntryId, offer.PatientId, reason, host.Now.ToDateTimeOffset());
}
