namespace Clinic.Benchmarks.Measuring;

/// <summary>A ratio measured side by side, against what was asked of it.</summary>
/// <param name="Name">Stable name.</param>
/// <param name="Ratio">Median over the rounds.</param>
/// <param name="Min">Least of the rounds.</param>
/// <param name="Max">Greatest of the rounds.</param>
/// <param name="Rounds">How many.</param>
/// <param name="Target">What was asked.</param>
/// <param name="Holds">Whether the median reaches it.</param>
internal sealed record Claim(string Name, double Ratio, double Min, double Max, int Rounds, double Target, bool Holds)
{
    /// <summary>A claim that its ratio is at least the target.</summary>
    public static Claim AtLeast(string name, double target, IReadOnlyCollection<double> ratios) =>
        Of(name, target, ratios, (ratio, asked) => ratio >= asked);

    /// <summary>A claim that its ratio is at most the target.</summary>
    public static Claim AtMost(string name, double target, IReadOnlyCollection<double> ratios) =>
        Of(name, target, ratios, (ratio, asked) => ratio <= asked);

    private static Claim Of(string name, double target, IReadOnlyCollection<double> ratios, Func<double, double, bool> holds)
    {
        var median = Statistics.Quantile(ratios, 0.5);
        return new Claim(name, Round(median), Round(ratios.Min()), Round(ratios.Max()), ratios.Count, target, holds(median, target));
    }

    private static double Round(double value) => Math.Round(value, value >= 100 ? 0 : 3);
}
