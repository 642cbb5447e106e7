using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Tests.Rig;
using NodaTime;

namespace Clinic.Notifications.Tests.Planning;

public sealed class SeriesTests
{
    private static readonly Instant First = Times.Local(2027, 8, 9, 14, 0);
    private static readonly Instant Second = Times.Local(2027, 8, 11, 14, 0);

    [Fact]
    public async Task A_booked_series_is_confirmed_at_once_and_reminded_72_24_and_2_hours_before_each_visit()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient));
        var series = Events.Series(patient, host.Now, First, Second);

        await host.ReceiveAsync(series);

        await host.NothingDueAsync();
        var reminders = await host.RemindersAsync(patient);
        var confirmations = reminders.Where(r => r.Kind == "booking-confirmation").ToList();
        Assert.Equal([Channel.Sms, Channel.Email], confirmations.Select(r => r.Channel).Order());
        Assert.All(confirmations, r => Assert.Equal(ReminderState.Sent, r.State));
        foreach (var (session, start) in series.Sessions.Zip([First, Second]))
        {
            var due = reminders.Where(r => r.SubjectId == session.SessionId && r.Channel == Channel.Sms).Select(r => start - r.DueAt);
            Assert.Equal([Duration.FromHours(72), Duration.FromHours(24), Duration.FromHours(2)], due);
        }

        Assert.Equal(
            ["follow-up-1m", "follow-up-3m", "follow-up-6m"],
            reminders.Where(r => r.SubjectId == series.SeriesId && r.Channel == Channel.Sms && r.State == ReminderState.Scheduled).Select(r => r.Kind));
    }

    [Fact]
    public async Task Reminders_planned_before_the_contact_is_known_wait_for_it()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(Events.Series(patient, host.Now, First));
        Assert.All(await host.RemindersAsync(patient), r => Assert.Equal(ReminderState.Waiting, r.State));

        await host.ReceiveAsync(host.Contact(patient));

        await host.NothingDueAsync();
        var reminders = await host.RemindersAsync(patient);
        Assert.DoesNotContain(reminders, r => r.State == ReminderState.Waiting);
        Assert.Equal(2, reminders.Count(r => r.State == ReminderState.Sent));
        Assert.Equal(2, host.Files().Length);
    }

    [Fact]
    public async Task A_moved_visit_has_its_reminders_replaced_and_not_added()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient));
        var series = Events.Series(patient, host.Now, First, Second);
        await host.ReceiveAsync(series);
        var later = First + Duration.FromHours(2);

        await host.ReceiveAsync(Events.Moved(series, 0, 2, later, host.Now));
        await host.ReceiveAsync(Events.Moved(series, 0, 1, First + Duration.FromDays(1), host.Now));

        var about = (await host.RemindersAsync(patient)).Where(r => r.SubjectId == series.Sessions[0].SessionId).ToList();
        Assert.All(about.Where(r => r.SubjectVersion == 0), r => Assert.Equal((ReminderState.Cancelled, "session-moved"), (r.State, r.Reason)));
        var standing = about.Where(r => r.IsPending).ToList();
        Assert.Equal(6, standing.Count);
        Assert.All(standing, r => Assert.Contains(later - r.DueAt, new[] { Duration.FromHours(72), Duration.FromHours(24), Duration.FromHours(2) }));
    }

    [Fact]
    public async Task A_cancelled_visit_is_not_reminded_of_and_follow_ups_count_from_the_last_that_stands()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient));
        var series = Events.Series(patient, host.Now, First, Second);
        await host.ReceiveAsync(series);

        await host.ReceiveAsync(Events.Cancelled(series, 1, host.Now));

        var reminders = await host.RemindersAsync(patient);
        Assert.All(reminders.Where(r => r.SubjectId == series.Sessions[1].SessionId), r => Assert.Equal(ReminderState.Cancelled, r.State));
        Assert.All(
            reminders.Where(r => r.Kind == "follow-up-1m"),
            r => Assert.Equal(Times.Local(2027, 9, 9, 10, 0), r.DueAt));
    }

    [Fact]
    public async Task A_cancellation_that_overtakes_the_booking_still_holds()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient));
        var series = Events.Series(patient, host.Now, First, Second);

        await host.ReceiveAsync(Events.Cancelled(series, 0, host.Now));
        await host.ReceiveAsync(series);

        Assert.DoesNotContain(await host.RemindersAsync(patient), r => r.SubjectId == series.Sessions[0].SessionId);
    }

    [Fact]
    public async Task A_completed_infusion_is_followed_by_a_check_in_on_the_next_day()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient));
        var series = Events.Series(patient, host.Now, First);
        await host.ReceiveAsync(series);

        await host.ReceiveAsync(Events.Completed(series, 0, First + Duration.FromHours(1)));

        var checkIns = (await host.RemindersAsync(patient)).Where(r => r.Kind == "check-in-next-day").ToList();
        Assert.Equal(2, checkIns.Count);
        Assert.All(checkIns, r => Assert.Equal(Times.Local(2027, 8, 10, 10, 0), r.DueAt));
    }

    [Fact]
    public async Task A_contact_older_than_the_one_known_is_ignored()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient, version: 3));

        await host.ReceiveAsync(host.Contact(patient, version: 2, phone: null));

        var recipient = await host.ReadAsync(db => db.Recipients.FindAsync(patient).AsTask());
        Assert.Equal((3, true), (recipient!.ContactVersion, recipient.HasPhone));
    }
}
