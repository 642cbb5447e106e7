using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Clinic.ServiceDefaults.Http;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">An item.</typeparam>
/// <param name="Items">The items, in the list's documented order.</param>
/// <param name="NextCursor">Pass it as <c>cursor</c> to get what follows; null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>Cursors: opaque to the caller, the sort key of the last item to us.</summary>
public static class Paging
{
    /// <summary>Most items on one page.</summary>
    public const int MaxSize = 200;

    /// <summary>Items on a page when the caller names no number.</summary>
    public const int DefaultSize = 50;

    /// <summary>Cuts a page out of <paramref name="found"/>, which holds one more item than fits when there is a next page.</summary>
    /// <typeparam name="TRow">What was read.</typeparam>
    /// <typeparam name="T">What is shown.</typeparam>
    /// <param name="found">At most <paramref name="size"/> + 1 rows.</param>
    /// <param name="size">Rows on a page.</param>
    /// <param name="show">Makes an item of a row.</param>
    /// <param name="keyOf">The sort key of a row, unique within the list.</param>
    public static Page<T> Of<TRow, T>(IReadOnlyList<TRow> found, int size, Func<TRow, T> show, Func<TRow, string> keyOf)
    {
        ArgumentNullException.ThrowIfNull(found);
        var rows = found.Take(size).ToList();
        var next = found.Count > size ? Encode(keyOf(rows[^1])) : null;
        return new Page<T>([.. rows.Select(show)], next);
    }

    /// <summary>The page size to use for what the caller asked.</summary>
    /// <param name="limit">What the caller asked, or null.</param>
    public static Outcome<int> Size(int? limit) => limit switch
    {
        null => DefaultSize,
        < 1 or > MaxSize => Refusal.Invalid("limit", $"The limit is a number from 1 to {MaxSize}."),
        _ => limit.Value,
    };

    /// <summary>Hides a sort key in a cursor.</summary>
    /// <param name="key">The sort key.</param>
    public static string Encode(string key) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(key));

    /// <summary>The sort key in a cursor.</summary>
    /// <param name="cursor">What the caller sent.</param>
    public static Outcome<string> Decode(string cursor)
    {
        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(cursor));
        }
        catch (FormatException)
        {
            return Refusal.Invalid("cursor", "The cursor is not one that a list returned.");
        }
    }
}
