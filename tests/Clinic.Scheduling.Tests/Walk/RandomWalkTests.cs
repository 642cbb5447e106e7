using System.Globalization;

namespace Clinic.Scheduling.Tests.Walk;

/// <summary>
/// Random steps against the service and its real database, checked by rules that share no code with it. A failure names seed and step;
/// <c>CLINIC_WALK_SEED=n</c> alone walks the same way again, <c>CLINIC_WALK_WALKS</c> and <c>CLINIC_WALK_STEPS</c> say how far.
/// </summary>
public sealed class RandomWalkTests(ITestOutputHelper output)
{
    private const int Slice = 700;

    [Fact]
    public async Task No_rule_is_broken_on_a_walk_of_random_steps()
    {
        var (seed, walks, steps) = (Number("CLINIC_WALK_SEED", 1), Number("CLINIC_WALK_WALKS", 3), Number("CLINIC_WALK_STEPS", Slice));
        var report = new WalkReport();
        for (var walk = seed; walk < seed + walks; walk++)
        {
            await using var walker = await Walker.StartAsync(walk);
            await walker.RunAsync(steps, TestContext.Current.CancellationToken);
            report.Add(walk, steps, walker);
        }

        output.WriteLine(report.ToString());
        Assert.Equal(walks * steps, report.Steps);
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
