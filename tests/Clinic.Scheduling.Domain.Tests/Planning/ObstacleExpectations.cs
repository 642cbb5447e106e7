using Clinic.Scheduling.Domain.Planning;
using NodaTime;

namespace Clinic.Scheduling.Domain.Tests.Planning;

/// <summary>What tests about one Tuesday's obstacles have in common.</summary>
internal static class ObstacleExpectations
{
    public static readonly LocalDate Tuesday = Clinics.Monday.PlusDays(1);

    public static Obstacle Expect(NoPlanPossible none, ObstacleKind kind, string text)
    {
        var obstacle = Assert.Single(none.Obstacles);
        Assert.Equal((kind, Tuesday, text), (obstacle.Kind, obstacle.Date, obstacle.Text));
        return obstacle;
    }

    public static PlanningRequest OnTuesday(PlanningRequest request) =>
        request.WithSeries(series => series with { Earliest = Tuesday, Latest = Tuesday });

    public static PatientPreferences Required(int from, int until) =>
        new() { Times = [new(new(from, 0), new(until, 0))], TimesRequired = true };
}
