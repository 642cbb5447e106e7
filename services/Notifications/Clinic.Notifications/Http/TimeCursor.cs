using System.Globalization;
using Clinic.ServiceDefaults.Http;
using NodaTime;

namespace Clinic.Notifications.Http;

/// <summary>A place in a list that is sorted by time and then by id.</summary>
internal sealed record TimeCursor(Instant At, Guid Id)
{
    /// <summary>As a sort key for <see cref="Paging"/>.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeTicks()}|{Id:N}");

    /// <summary>Reads what a caller sent back.</summary>
    /// <returns>Null without a cursor, or a refusal when it is none of ours.</returns>
    public static Outcome<TimeCursor?> Read(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return Outcome.Of<TimeCursor?>(null);
        }

        var decoded = Paging.Decode(cursor);
        if (!decoded.Succeeded)
        {
            return decoded.Refusal;
        }

        return decoded.Value.Split('|') is [var ticks, var id]
            && long.TryParse(ticks, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at)
            && Guid.TryParseExact(id, "N", out var guid)
            && at >= NodaConstants.BclEpoch.ToUnixTimeTicks() && at <= Instant.MaxValue.ToUnixTimeTicks()
                ? new TimeCursor(Instant.FromUnixTimeTicks(at), guid)
                : Refusal.Invalid("cursor", "The cursor is not one that a list returned.");
    }
}
