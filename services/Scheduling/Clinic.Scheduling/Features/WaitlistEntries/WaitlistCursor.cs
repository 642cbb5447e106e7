using System.Globalization;
using Clinic.Scheduling.Domain.Waitlist;
using Clinic.ServiceDefaults.Http;
using NodaTime;

namespace Clinic.Scheduling.Features.WaitlistEntries;

/// <summary>A place in the order of the waitlist: priority, then waiting time, then key.</summary>
/// <param name="Priority">Of the last entry shown.</param>
/// <param name="AddedAt">Of the last entry shown.</param>
/// <param name="Id">Of the last entry shown.</param>
internal sealed record WaitlistCursor(int Priority, Instant AddedAt, Guid Id)
{
    public static string Write(WaitlistEntry entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{entry.Priority}.{entry.AddedAt.ToUnixTimeTicks()}.{entry.Id:N}");

    /// <summary>Null without a cursor; a refusal when it is not one of ours.</summary>
    public static Outcome<WaitlistCursor?> Read(string? cursor)
    {
        if (cursor is null)
        {
            return Outcome.Of<WaitlistCursor?>(null);
        }

        var key = Paging.Decode(cursor);
        if (!key.Succeeded)
        {
            return key.Refusal;
        }

        return key.Value.Split('.') is [var priority, var ticks, var id]
            && int.TryParse(priority, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at <= Instant.MaxValue.ToUnixTimeTicks()
            && Guid.TryParseExact(id, "N", out var last)
            ? Outcome.Of<WaitlistCursor?>(new WaitlistCursor(first, Instant.FromUnixTimeTicks(at), last))
            : Refusal.Invalid("cursor", "The cursor is not one that a list returned.");
    }

    /// <summary>What comes after it.</summary>
    public IQueryable<WaitlistEntry> After(IQueryable<WaitlistEntry> entries) => entries.Where(e =>
        e.Priority > Priority
        || (e.Priority == Priority && (e.AddedAt > AddedAt || (e.AddedAt == AddedAt && e.Id.CompareTo(Id) > 0))));
}
