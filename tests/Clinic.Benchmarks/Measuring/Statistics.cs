namespace Clinic.Benchmarks.Measuring;

internal static class Statistics
{
    /// <summary>The value below which a share of the values lies, interpolated; 0.5 is the median.</summary>
    public static double Quantile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        var at = share * (sorted.Length - 1);
        var (below, above) = ((int)Math.Floor(at), (int)Math.Ceiling(at));
        return sorted[below] + ((sorted[above] - sorted[below]) * (at - below));
    }
}
