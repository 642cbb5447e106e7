namespace Clinic.Billing.Domain.Reconciliation;

/// <summary>
/// Finds what money on a statement settles: by the documents it names, then by who sent it. Two signs that contradict each other are
/// never resolved by guessing; such money waits for a person. It looks at one line at a time and keeps nothing of it.
/// </summary>
/// <param name="items">What waits for money.</param>
public sealed class Matcher(OpenItems items)
{
    /// <summary>Sets are sought among so many items of a payer at most: 2^12 sums.</summary>
    private const int MostCombined = 12;

    private readonly List<OpenItem> _named = [];

    /// <summary>How a line would be divided. Changes nothing.</summary>
    /// <param name="money">The line.</param>
    public Match Find(in IncomingMoney money)
    {
        _named.Clear();
        var strange = items.Find(money.Reference, _named) | items.Find(money.Text, _named);
        return _named.Count switch
        {
            _ when strange => Unsure(MatchRule.UnknownReference, 0.4, in money),
            1 => ByReference(in money, _named[0]),
            > 1 => ByReferences(in money),
            _ => money.Group is { } group ? ByPayer(in money, group) : Match.None,
        };
    }

    /// <summary>Takes what a match settles from the open amounts, so that the next line sees what is left.</summary>
    /// <param name="match">A match whose amounts are still open.</param>
    public static void Take(Match match)
    {
        ArgumentNullException.ThrowIfNull(match);
        foreach (var part in match.Allocations)
        {
            part.Item.OpenMinor -= part.AmountMinor;
        }
    }

    private static Match ByReference(in IncomingMoney money, OpenItem item)
    {
        if (item.OpenMinor == 0)
        {
            return One(MatchRule.AlreadySettled, 0.3, item, 0, money.AmountMinor);
        }

        var paid = Math.Min(money.AmountMinor, item.OpenMinor);
        var rest = money.AmountMinor - paid;
        if (money.On < item.Since)
        {
            return One(MatchRule.BeforeItem, 0.6, item, paid, rest);
        }

        var samePayer = money.Group == item.Group;
        if (money.Group is not null && !samePayer && item.Kind == OpenItemKind.Invoice)
        {
            return One(MatchRule.OtherPayer, 0.5, item, paid, rest);
        }

        return money.AmountMinor == item.OpenMinor
            ? One(MatchRule.ReferenceAndAmount, 1, item, paid, 0)
            : !samePayer || item.Kind != OpenItemKind.Invoice
                ? One(MatchRule.OtherAmount, 0.8, item, paid, rest)
                : One(rest > 0 ? MatchRule.OverpaymentByKnownPayer : MatchRule.PartialByKnownPayer, 0.95, item, paid, rest);
    }

    private Match ByReferences(in IncomingMoney money)
    {
        var left = money.AmountMinor;
        var parts = new List<Allocation>(_named.Count);
        foreach (var item in _named)
        {
            var paid = Math.Min(left, item.OpenMinor);
            left -= paid;
            if (paid > 0)
            {
                parts.Add(new Allocation(item, paid));
            }
        }

        var whole = left == 0 && _named.Sum(i => i.OpenMinor) == money.AmountMinor;
        var strangers = money.Group is { } payer && _named.Exists(i => i.Kind == OpenItemKind.Invoice && i.Group != payer);
        var early = money.On < _named.Max(i => i.Since);
        return new Match(
            strangers ? MatchRule.OtherPayer : early ? MatchRule.BeforeItem : whole ? MatchRule.SeveralReferences : MatchRule.OtherSum,
            strangers || early ? 0.5 : whole ? 0.98 : 0.7,
            parts,
            left);
    }

    private Match ByPayer(in IncomingMoney money, Guid group)
    {
        var (amount, on) = (money.AmountMinor, money.On);
        var open = items.Of(group).Where(i => i.OpenMinor > 0 && i.Since <= on).ToList();
        var same = open.FindAll(i => i.OpenMinor == amount);
        var sets = open.Count > MostCombined
            ? [.. same.Select(i => (OpenItem[])[i]), .. Whole(open, amount)]
            : Combinations.Adding(open, amount, most: 2);
        return sets.Count switch
        {
            0 => Match.None,
            1 when sets[0].Length == 1 => One(MatchRule.PayerAndAmount, 0.93, sets[0][0], amount, 0),
            // Among more items than are combined, another set might add up as well.
            1 when open.Count <= MostCombined => new Match(
                MatchRule.PayerAndSum, 0.91, [.. sets[0].Select(i => new Allocation(i, i.OpenMinor))], 0),
            _ => new Match(MatchRule.Ambiguous, 0.6, [], 0),
        };
    }

    private Match Unsure(MatchRule rule, double score, in IncomingMoney money)
    {
        var amount = money.AmountMinor;
        return new Match(rule, score, [.. _named.Where(i => i.OpenMinor == amount).Take(1).Select(i => new Allocation(i, amount))], 0);
    }

    private static IEnumerable<OpenItem[]> Whole(List<OpenItem> open, long amount) =>
        open.Sum(i => i.OpenMinor) == amount ? [[.. open]] : [];

    private static Match One(MatchRule rule, double score, OpenItem item, long paid, long rest) =>
        new(rule, score, [new Allocation(item, paid)], rest);
}
