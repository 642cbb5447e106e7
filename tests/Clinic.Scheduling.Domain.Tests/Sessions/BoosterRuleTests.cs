using Clinic.Scheduling.Domain.Protocols;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using NodaTime;

namespace Clinic.Scheduling.Domain.Tests.Sessions;

public sealed class BoosterRuleTests
{
    private static readonly Guid Patient = Guid.NewGuid();
    private static readonly Instant Noon = Instant.FromUtc(2031, 1, 6, 17, 0);

    [Fact]
    public void The_days_count_from_the_last_infusion_that_was_given_and_not_from_one_that_was_missed()
    {
        var followed = Finished(
            (Noon, SessionState.Completed), (Noon + Duration.FromDays(3), SessionState.Completed), (Noon + Duration.FromDays(6), SessionState.Missed));

        Assert.Equal(new LocalDate(2031, 2, 6), BoosterRule.EarliestDate(followed, Site("America/New_York"), Booster(28)));
    }

    [Fact]
    public void The_days_count_in_the_zone_of_the_site_where_it_was_given()
    {
        var late = Instant.FromUtc(2031, 1, 7, 2, 0);

        Assert.Equal(new LocalDate(2031, 1, 13), BoosterRule.EarliestDate(Finished((late, SessionState.Completed)), Site("America/New_York"), Booster(7)));
        Assert.Equal(new LocalDate(2031, 1, 14), BoosterRule.EarliestDate(Finished((late, SessionState.Completed)), Site("Europe/Berlin"), Booster(7)));
    }

    [Theory]
    [InlineData(SeriesState.Completed, true, 7, null)]
    [InlineData(SeriesState.Completed, false, 7, "series-of-another-patient")]
    [InlineData(SeriesState.Booked, true, 7, "series-not-finished")]
    [InlineData(SeriesState.Cancelled, true, 7, "series-cancelled")]
    [InlineData(SeriesState.Completed, true, null, "not-a-booster")]
    public void A_booster_follows_a_finished_series_of_the_same_patient(SeriesState state, bool samePatient, int? afterDays, string? code)
    {
        var followed = Finished((Noon, SessionState.Completed));
        followed.State = state;

        Assert.Equal(code, BoosterRule.Check(followed, samePatient ? Patient : Guid.NewGuid(), Booster(afterDays))?.Code);
    }

    private static Series Finished(params (Instant At, SessionState State)[] sessions) => new()
    {
        Id = Guid.NewGuid(),
        PatientId = Patient,
        SiteId = Guid.NewGuid(),
        ProtocolId = Guid.NewGuid(),
        BookedAt = Noon,
        State = SeriesState.Completed,
        Version = 1,
        Sessions = [.. sessions.Select((s, at) => Session(at + 1, s.At, s.State))],
    };

    private static InfusionSession Session(int number, Instant startsAt, SessionState state) => new()
    {
        Id = Guid.NewGuid(),
        SeriesId = Guid.NewGuid(),
        PatientId = Patient,
        SiteId = Guid.NewGuid(),
        Number = number,
        StartsAt = startsAt,
        EndsAt = startsAt + Duration.FromMinutes(90),
        ChairId = Guid.NewGuid(),
        MonitorId = Guid.NewGuid(),
        State = state,
        Version = 1,
    };

    private static Site Site(string zone) => new()
    {
        Id = Guid.NewGuid(),
        Name = "Main",
        TimeZoneId = zone,
        LateCancellationHours = 24,
        ConsentDeadlineHours = 24,
        Version = 1,
    };

    private static Protocol Booster(int? afterDays) => new()
    {
        Id = Guid.NewGuid(),
        Code = "KET-BOOST",
        Version = 1,
        Name = "Booster",
        DrugCode = "ketamine",
        Route = "iv",
        DoseMgPerKg = 0.5m,
        MinInfusionMinutes = 30,
        MaxInfusionMinutes = 60,
        SetUpMinutes = 15,
        InfusionMinutes = 40,
        RecoveryMinutes = 30,
        TurnoverMinutes = 15,
        LeastRecoveryMinutes = 30,
        VitalsIntervalMinutes = 10,
        Infusions = 1,
        MinGapDays = 1,
        MaxGapDays = 7,
        WindowDays = 28,
        BoosterAfterDays = afterDays,
        MonitorRoles = ["nurse"],
        MonitorCredentials = [],
        IndicationPrefixes = ["F33"],
        ConsentFormCode = "KET-CONSENT",
        PublishedAt = Noon,
    };
}
