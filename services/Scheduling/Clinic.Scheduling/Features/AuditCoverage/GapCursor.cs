using System.Globalization;
using Clinic.ServiceDefaults.Http;
using NodaTime;

namespace Clinic.Scheduling.Features.AuditCoverage;

/// <summary>Where a page of gaps ended.</summary>
internal static class GapCursor
{
    public static string Of(Instant start, Guid id) => $"{start.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture)} {id}";

    public static Outcome<(Instant Start, Guid Id)> Read(string? cursor)
    {
        if (cursor is null)
        {
            return (Instant.FromUnixTimeTicks(0), Guid.Empty);
        }

        var decoded = Paging.Decode(cursor);
        var parts = decoded.Succeeded ? decoded.Value.Split(' ') : [];
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= Instant.MaxValue.ToUnixTimeTicks()
            && Guid.TryParse(parts[1], out var id)
            ? (Instant.FromUnixTimeTicks(ticks), id)
            : Refusal.Invalid("cursor", "The cursor is not one that a list returned.");
    }
}
