using Clinic.Scheduling.Domain.Planning;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.ReadDayBoard;

/// <summary>Slots in which chairs are out of service.</summary>
internal static class ClosedSlots
{
    /// <summary>Every slot that the closure touches: a chair that is gone for a minute of it can't be used in it.</summary>
    public static SlotRange Of(ChairClosure closure) => new(Slots.At(closure.StartsAt), Slots.From(closure.EndsAt));

    /// <summary>The closures of some chairs that touch a range of slots.</summary>
    public static Task<List<ChairClosure>> ReadAsync(
        SchedulingDbContext db, IReadOnlyList<Guid> chairs, SlotRange slots, CancellationToken cancellationToken)
    {
        var (from, until) = (Slots.StartOf(slots.Start), Slots.StartOf(slots.End));
        return db.ChairClosures.AsNoTracking().Where(c => chairs.Contains(c.ChairId) && c.StartsAt < until && c.EndsAt > from)
            .ToListAsync(cancellationToken);
    }
}
