using System.Globalization;
using Clinic.Scheduling.Domain.Planning;
using CsCheck;

namespace Clinic.Scheduling.Domain.Tests.Planning.Generated;

/// <summary>
/// Numbered cases from a fixed seed, so that a failing number fails again. <c>CLINIC_TEST_PLANNER_SEED</c> chooses other cases,
/// <c>CLINIC_TEST_PLANNER_CASES</c> more of them.
/// </summary>
internal static class GeneratedCases
{
    public static int Count { get; } = Setting("CLINIC_TEST_PLANNER_CASES", 25_000);

    private static int Seed { get; } = Setting("CLINIC_TEST_PLANNER_SEED", 20261207);

    public static PlanningRequest Number(int number) => RequestGen.Small.Generate(new PCG((uint)number, (ulong)Seed), null, out _);

    /// <summary>Runs a check on every case and fails with the number and message of the first that fails.</summary>
    public static void ForEach(int count, Action<PlanningRequest> check)
    {
        var failures = new System.Collections.Concurrent.ConcurrentDictionary<int, Exception>();
        Parallel.For(0, count, (number, loop) =>
        {
            try
            {
                check(Number(number));
            }
            catch (Exception failure)
            {
                failures[number] = failure;
                loop.Break();
            }
        });
        if (!failures.IsEmpty)
        {
            var (number, failure) = failures.MinBy(failed => failed.Key);
            Assert.Fail($"Case {number} of seed {Seed}: {failure}");
        }
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
