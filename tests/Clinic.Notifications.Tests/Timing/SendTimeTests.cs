using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Domain.Timing;
using Clinic.Notifications.Tests.Rig;
using CsCheck;
using NodaTime;

namespace Clinic.Notifications.Tests.Timing;

public sealed class SendTimeTests
{
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private static readonly Instant Long = Times.Local(2028, 1, 1, 12, 0);

    // Zones that jump by an hour, by half an hour, by a quarter, at midnight, across the date line, and not at all.
    private static readonly string[] Zones =
    [
        "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Santiago", "Pacific/Apia", "Asia/Tokyo",
    ];

    private static readonly Gen<Instant> AnyInstant = Gen.Long[1_700_000_000L / 60, 1_900_000_000L / 60].Select(m => Instant.FromUnixTimeSeconds(m * 60));
    private static readonly Gen<DateTimeZone> AnyZone = Gen.Int[0, Zones.Length - 1].Select(i => DateTimeZoneProviders.Tzdb[Zones[i]]);
    private static readonly Gen<QuietHours> AnyQuiet = Gen.Select(Gen.Int[0, 95], Gen.Int[0, 95])
        .Select((from, until) => new QuietHours(LocalTime.FromMinutesSinceMidnight(from * 15), LocalTime.FromMinutesSinceMidnight(until * 15)));

    [Fact]
    public void A_time_outside_quiet_hours_stays()
    {
        var wanted = Times.Local(2027, 8, 3, 10, 30);

        Assert.Equal(wanted, Place(wanted, wanted - Duration.FromDays(1), Long));
    }

    [Fact]
    public void A_time_in_the_small_hours_moves_to_the_nearer_end_of_the_night()
    {
        Assert.Equal(Times.Local(2027, 8, 3, 9, 0), Place(Times.Local(2027, 8, 3, 6, 0), Times.Local(2027, 8, 1, 12, 0), Long));
        Assert.Equal(Times.Local(2027, 8, 2, 19, 59), Place(Times.Local(2027, 8, 2, 21, 0), Times.Local(2027, 8, 1, 12, 0), Long));
    }

    [Fact]
    public void A_reminder_of_an_early_visit_moves_to_the_evening_before_and_never_after_the_visit()
    {
        var visit = Times.Local(2027, 8, 3, 8, 30);

        Assert.Equal(Times.Local(2027, 8, 2, 19, 59), Place(visit - Duration.FromHours(2), Times.Local(2027, 8, 1, 12, 0), visit));
    }

    [Fact]
    public void No_time_is_found_when_the_night_lasts_from_now_until_the_visit() =>
        Assert.Null(Place(Times.Local(2027, 8, 3, 6, 30), Times.Local(2027, 8, 2, 21, 0), Times.Local(2027, 8, 3, 8, 30)));

    [Fact]
    public void The_night_in_which_the_clock_jumps_ends_at_nine_by_the_new_clock() =>
        Assert.Equal(Times.Local(2027, 3, 14, 9, 0), Place(Times.Local(2027, 3, 14, 7, 0), Times.Local(2027, 3, 13, 12, 0), Long));

    [Fact]
    public void The_night_in_which_the_clock_falls_back_ends_at_nine_by_the_new_clock() =>
        Assert.Equal(Times.Local(2027, 11, 7, 9, 0), Place(Times.Local(2027, 11, 7, 7, 0), Times.Local(2027, 11, 6, 12, 0), Long));

    [Fact]
    public void Whatever_the_zone_and_the_night_a_message_is_never_placed_in_quiet_hours_nor_after_its_end() =>
        Gen.Select(AnyInstant, AnyZone, AnyQuiet, Gen.Int[-3000, 3000], Gen.Int[-100, 5000]).Sample((wanted, zone, quiet, before, after) =>
        {
            var now = wanted - Duration.FromMinutes(before);
            var notAfter = wanted + Duration.FromMinutes(after);

            var placed = SendTime.Place(wanted, now, notAfter, zone, quiet);

            return placed is not { } at || (!quiet.Contain(at, zone) && at >= now && at < notAfter);
        });

    [Fact]
    public void No_allowed_minute_is_nearer_than_the_one_chosen() =>
        Gen.Select(AnyInstant, AnyZone, AnyQuiet, Gen.Int[0, 2000], Gen.Int[1, 2000]).Sample(
            (wanted, zone, quiet, before, after) =>
            {
                var (now, notAfter) = (wanted - Duration.FromMinutes(before), wanted + Duration.FromMinutes(after));
                var placed = SendTime.Place(wanted, now, notAfter, zone, quiet);

                var nearest = Nearest(wanted, now, notAfter, zone, quiet);

                return placed is { } at ? nearest is { } distance && Distance(at, wanted) == distance : nearest is null;
            },
            iter: 2000);

    [Fact]
    public void A_visit_is_reminded_of_once_for_each_step_and_each_reminder_ends_where_the_next_begins() =>
        Gen.Select(AnyInstant, Gen.Int[0, 200], Gen.Int[1, 999].Array[1, 6]).Sample((visit, hoursAhead, steps) =>
        {
            var plan = new ReminderSchedule { SessionHours = steps }.BeforeSession(visit, visit - Duration.FromHours(hoursAhead)).ToList();

            return plan.Select(p => p.Kind.Code).Distinct().Count() == plan.Count
                && plan.Zip(plan.Skip(1)).All(pair => pair.First.NotAfter == pair.Second.WantedAt)
                && plan.All(p => p.WantedAt < p.NotAfter && p.NotAfter <= visit);
        });

    private static Instant? Place(Instant wanted, Instant now, Instant notAfter) =>
        SendTime.Place(wanted, now, notAfter, Times.NewYork, QuietHours.Default);

    /// <summary>Walks minute by minute, both ways: slow, and obviously right.</summary>
    private static Duration? Nearest(Instant wanted, Instant now, Instant notAfter, DateTimeZone zone, QuietHours quiet)
    {
        for (var away = Duration.Zero; wanted - away >= now || wanted + away < notAfter; away += Minute)
        {
            var found = new[] { wanted - away, wanted + away }.Any(at => at >= now && at < notAfter && !quiet.Contain(at, zone));
            if (found)
            {
                return away;
            }
        }

        return null;
    }

    private static Duration Distance(Instant a, Instant b) => a > b ? a - b : b - a;
}
