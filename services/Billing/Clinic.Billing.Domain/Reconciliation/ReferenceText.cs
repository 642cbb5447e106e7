namespace Clinic.Billing.Domain.Reconciliation;

/// <summary>
/// The words of a statement's text: runs of letters, digits and underscores. Banks drop hyphens and blanks from invoice numbers and
/// change their case, so <c>LA-000017</c>, <c>la 000017</c> and <c>LA000017</c> are the same.
/// </summary>
public ref struct ReferenceText
{
    /// <summary>Digits of an invoice number, at least.</summary>
    public const int NumberDigits = 6;

    /// <summary>Anything shorter is a word, not a reference.</summary>
    public const int MinLength = 4;

    /// <summary>Anything longer isn't a reference.</summary>
    public const int MaxLength = 64;

    private ReadOnlySpan<char> _rest;

    /// <summary>The words of a text.</summary>
    /// <param name="text">The text.</param>
    public ReferenceText(ReadOnlySpan<char> text)
    {
        _rest = text;
        Current = default;
    }

    /// <summary>The word.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>A reference as it is looked up: without what banks drop.</summary>
    /// <param name="reference">The reference.</param>
    public static string KeyOf(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return string.Create(reference.Count(IsWord), reference, static (key, source) =>
        {
            var at = 0;
            foreach (var c in source.Where(IsWord))
            {
                key[at++] = c;
            }
        });
    }

    /// <summary>Itself: what <c>foreach</c> asks for.</summary>
    public readonly ReferenceText GetEnumerator() => this;

    /// <summary>Goes to the next word.</summary>
    public bool MoveNext()
    {
        var from = 0;
        while (from < _rest.Length && !IsWord(_rest[from]))
        {
            from++;
        }

        var to = from;
        while (to < _rest.Length && IsWord(_rest[to]))
        {
            to++;
        }

        Current = _rest[from..to];
        _rest = _rest[to..];
        return Current.Length > 0;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
