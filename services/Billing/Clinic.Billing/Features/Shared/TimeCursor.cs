using System.Globalization;
using Clinic.ServiceDefaults.Http;
using NodaTime;

namespace Clinic.Billing.Features.Shared;

/// <summary>Where a list that runs from new to old by instant and document number goes on.</summary>
/// <param name="At">The last item's instant.</param>
/// <param name="Number">The last item's number.</param>
internal sealed record TimeCursor(Instant At, string Number)
{
    /// <summary>The sort key of an item.</summary>
    public static string Key(Instant at, string number) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeTicks()}|{number}");

    /// <summary>Reads what the caller sent; a null cursor starts at the newest.</summary>
    public static Outcome<TimeCursor?> Read(string? cursor)
    {
        if (cursor is null)
        {
            return Outcome.Of<TimeCursor?>(null);
        }

        var decoded = Paging.Decode(cursor);
        if (!decoded.Succeeded)
        {
            return decoded.Refusal;
        }

        return decoded.Value.Split('|', 2) is [var ticks, var number]
            && long.TryParse(ticks, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at)
            && at >= 0
            && at <= MaxTicks
                ? new TimeCursor(Instant.FromUnixTimeTicks(at), number)
                : Refusal.Invalid("cursor", "The cursor is not one that a list returned.");
    }

    // The last day that a database column holds.
    private static readonly long MaxTicks = Instant.FromUtc(9999, 12, 31, 0, 0).ToUnixTimeTicks();
}
