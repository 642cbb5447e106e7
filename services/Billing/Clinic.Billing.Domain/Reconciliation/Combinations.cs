namespace Clinic.Billing.Domain.Reconciliation;

/// <summary>Sets of open items that add up to an amount.</summary>
public static class Combinations
{
    /// <summary>The sets whose open amounts add up to an amount, until enough were found: whoever asks for two learns whether one is the only one.</summary>
    /// <param name="open">The items, each with more than zero open.</param>
    /// <param name="amountMinor">Minor units, more than zero.</param>
    /// <param name="most">How many sets are enough.</param>
    public static IReadOnlyList<OpenItem[]> Adding(IReadOnlyList<OpenItem> open, long amountMinor, int most)
    {
        ArgumentNullException.ThrowIfNull(open);
        var found = new List<OpenItem[]>();
        Search(open, 0, amountMinor, [], found, most);
        return found;
    }

    private static void Search(
        IReadOnlyList<OpenItem> open, int from, long left, List<OpenItem> chosen, List<OpenItem[]> found, int most)
    {
        if (left == 0)
        {
            found.Add([.. chosen]);
            return;
        }

        for (var at = from; at < open.Count && found.Count < most; at++)
        {
            if (open[at].OpenMinor > left)
            {
                continue;
            }

            chosen.Add(open[at]);
            Search(open, at + 1, left - open[at].OpenMinor, chosen, found, most);
            chosen.RemoveAt(chosen.Count - 1);
        }
    }
}
