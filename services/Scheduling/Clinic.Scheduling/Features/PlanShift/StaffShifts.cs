using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Scheduling.Features.PlanShift;

/// <summary>The standing shifts of one member of staff around some time, and the one way to plan another: nobody has two at once.</summary>
internal sealed class StaffShifts
{
    private readonly SchedulingDbContext _db;
    private readonly Guid _staffId;
    private readonly bool _isLocked;
    private readonly List<Shift> _standing;

    private StaffShifts(SchedulingDbContext db, Guid staffId, bool isLocked, List<Shift> standing) =>
        (_db, _staffId, _isLocked, _standing) = (db, staffId, isLocked, standing);

    /// <summary>
    /// Takes the person's lock and reads what stands in [from, until). The lock makes two plannings for one person come one after the
    /// other, so the second sees what the first planned.
    /// </summary>
    /// <returns>Null when there is no such member of staff.</returns>
    public static async Task<StaffShifts?> LockAsync(
        SchedulingDbContext db, Guid staffId, Instant from, Instant until, CancellationToken cancellationToken) =>
        await db.TouchStaffAsync(staffId, cancellationToken)
            ? new StaffShifts(db, staffId, isLocked: true, await ReadAsync(db, staffId, from, until, cancellationToken))
            : null;

    /// <summary>As <see cref="LockAsync"/> without the lock, to see what would happen: what is planned then is not stored.</summary>
    public static async Task<StaffShifts> PreviewAsync(
        SchedulingDbContext db, Guid staffId, Instant from, Instant until, CancellationToken cancellationToken) =>
        new(db, staffId, isLocked: false, await ReadAsync(db, staffId, from, until, cancellationToken));

    /// <summary>The first standing shift that shares time with [start, end), at whatever site; null when there is none.</summary>
    public Shift? Overlapping(Instant start, Instant end) => _standing.Find(s => s.StartsAt < end && s.EndsAt > start);

    /// <summary>Plans a shift in [start, end), which nothing overlaps.</summary>
    public Shift Plan(Guid siteId, Instant start, Instant end)
    {
        var shift = new Shift
        {
            Id = NewId.NextGuid(),
            StaffId = _staffId,
            SiteId = siteId,
            StartsAt = start,
            EndsAt = end,
            Stamp = NewId.NextGuid(),
            State = ShiftState.Planned,
            Version = 1,
        };
        _standing.Add(shift);
        if (_isLocked)
        {
            _db.Shifts.Add(shift);
            FreedPlaces.Mark(_db, siteId, start, end);
        }

        return shift;
    }

    private static Task<List<Shift>> ReadAsync(
        SchedulingDbContext db, Guid staffId, Instant from, Instant until, CancellationToken cancellationToken) => db.Shifts.AsNoTracking()
        .Where(s => s.StaffId == staffId && s.State == ShiftState.Planned && s.StartsAt < until && s.EndsAt > from)
        .OrderBy(s => s.StartsAt).ToListAsync(cancellationToken);
}
