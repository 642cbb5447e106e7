using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Staffing;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Persistence;

/// <summary>What more than one use case reads.</summary>
internal static class Queries
{
    /// <summary>Sites with hours, closures and rules, untracked; three lists would multiply in one join.</summary>
    public static IQueryable<Site> WholeSites(this SchedulingDbContext db) => db.Sites.AsNoTracking()
        .Include(s => s.Hours).Include(s => s.Closures).Include(s => s.StaffingRules).AsSplitQuery();

    /// <summary>Staff with credentials, untracked.</summary>
    public static IQueryable<StaffMember> WholeStaff(this SchedulingDbContext db) =>
        db.Staff.AsNoTracking().Include(s => s.Credentials);

    /// <summary>
    /// Takes the row's lock before anything else is read, so that writers about one member of staff come one after the other
    /// on an engine that locks rows.
    /// </summary>
    /// <returns>False when there is no such member of staff.</returns>
    public static async Task<bool> TouchStaffAsync(this SchedulingDbContext db, Guid staffId, CancellationToken cancellationToken) =>
        await db.Staff.Where(s => s.Id == staffId)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, x => x.Version + 1), cancellationToken) == 1;

    /// <summary>As <see cref="TouchStaffAsync"/>, for a site.</summary>
    public static async Task<bool> TouchSiteAsync(this SchedulingDbContext db, Guid siteId, CancellationToken cancellationToken) =>
        await db.Sites.Where(s => s.Id == siteId)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, x => x.Version + 1), cancellationToken) == 1;
}
