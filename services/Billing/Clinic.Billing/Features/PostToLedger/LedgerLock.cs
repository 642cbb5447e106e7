using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Billing.Features.PostToLedger;

/// <summary>One writer per site's ledger at a time.</summary>
internal static class LedgerLock
{
    /// <summary>
    /// Takes the site's ledger for the rest of the transaction. What is read afterwards (an open amount, a number, whether a session
    /// was charged) cannot be changed by another writer before the commit.
    /// </summary>
    /// <returns>The ledger, or null when the site has no billing policy.</returns>
    public static async Task<SiteLedger?> TakeLedgerAsync(this BillingDbContext db, Guid siteId, CancellationToken cancellationToken)
    {
        var taken = db.SiteLedgers.Local.FindEntry(siteId)?.Entity;
        if (taken is not null)
        {
            return taken;
        }

        var found = await db.SiteLedgers.Where(l => l.SiteId == siteId)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Writes, l => l.Writes + 1), cancellationToken);
        return found == 0 ? null : await db.SiteLedgers.SingleAsync(l => l.SiteId == siteId, cancellationToken);
    }
}
