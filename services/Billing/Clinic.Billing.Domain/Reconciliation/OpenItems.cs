namespace Clinic.Billing.Domain.Reconciliation;

/// <summary>What waits for money, found by reference and by payer without looking through all of it.</summary>
public sealed class OpenItems
{
    private readonly Dictionary<string, OpenItem> _byReference = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, OpenItem>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Dictionary<Guid, List<OpenItem>> _byGroup = [];
    private readonly string _prefix;

    /// <summary>References that several items have: they name none of them.</summary>
    private readonly HashSet<string> _shared = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Indexes items.</summary>
    /// <param name="numberPrefix">What stands in front of the site's invoice numbers.</param>
    /// <param name="items">The items; settled invoices too, so that a second payment is recognised.</param>
    public OpenItems(string numberPrefix, IEnumerable<OpenItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        _prefix = numberPrefix;
        _lookup = _byReference.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var item in items)
        {
            Add(item);
        }
    }

    /// <summary>The items of a payer.</summary>
    /// <param name="group">The payer.</param>
    public IReadOnlyList<OpenItem> Of(Guid group) => _byGroup.TryGetValue(group, out var items) ? items : [];

    /// <summary>Collects the items that a text names.</summary>
    /// <param name="text">A reference or a statement's text.</param>
    /// <param name="into">Where they are collected, each once.</param>
    /// <returns>True when the text has an invoice number of the site's that no item has.</returns>
    public bool Find(ReadOnlySpan<char> text, List<OpenItem> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        var strange = false;
        var afterPrefix = false;
        foreach (var word in new ReferenceText(text))
        {
            var split = afterPrefix && IsNumber(word);
            afterPrefix = word.Equals(_prefix, StringComparison.OrdinalIgnoreCase);
            if (split ? FindSplit(word, out var item) : _lookup.TryGetValue(word, out item))
            {
                AddOnce(into, item!);
            }
            else
            {
                strange |= split || IsInvoiceNumber(word);
            }
        }

        return strange;
    }

    private bool FindSplit(ReadOnlySpan<char> digits, out OpenItem? item)
    {
        Span<char> number = stackalloc char[ReferenceText.MaxLength];
        _prefix.CopyTo(number);
        digits.CopyTo(number[_prefix.Length..]);
        return _lookup.TryGetValue(number[..(_prefix.Length + digits.Length)], out item);
    }

    private void Add(OpenItem item)
    {
        if (!_byGroup.TryGetValue(item.Group, out var same))
        {
            _byGroup[item.Group] = same = [];
        }

        same.Add(item);
        var key = ReferenceText.KeyOf(item.Reference);
        if (key.Length < ReferenceText.MinLength || _shared.Contains(key))
        {
            return;
        }

        // A transfer recorded by hand usually has the number of the invoice that it settled.
        if (_byReference.TryGetValue(key, out var before) && before.OpenMinor == 0)
        {
            _byReference[key] = item;
        }
        else if (!_byReference.TryAdd(key, item))
        {
            _byReference.Remove(key);
            _shared.Add(key);
        }
    }

    private static void AddOnce(List<OpenItem> into, OpenItem item)
    {
        if (!into.Contains(item))
        {
            into.Add(item);
        }
    }

    private bool IsInvoiceNumber(ReadOnlySpan<char> word) =>
        word.Length > _prefix.Length && word.StartsWith(_prefix, StringComparison.OrdinalIgnoreCase) && IsNumber(word[_prefix.Length..]);

    private static bool IsNumber(ReadOnlySpan<char> word) =>
        word.Length >= ReferenceText.NumberDigits
        && word.Length <= ReferenceText.MaxLength / 2
        && !word.ContainsAnyExceptInRange('0', '9');
}
