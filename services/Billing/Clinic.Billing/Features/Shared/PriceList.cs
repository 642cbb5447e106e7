using Clinic.Billing.Domain.Fees;
using Clinic.Billing.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Billing.Features.Shared;

/// <summary>The prices of a site.</summary>
internal static class PriceList
{
    /// <summary>The payer whose schedule prices a session. Other payers come with their contracts.</summary>
    public const string SelfPay = "self-pay";

    /// <summary>The lines valid on a date of service, in order; null when no schedule covers it.</summary>
    public static async Task<List<FeeLine>?> PricesAsync(
        this BillingDbContext db, Guid siteId, LocalDate on, CancellationToken cancellationToken)
    {
        var schedule = await db.FeeSchedules.AsNoTracking()
            .Include(s => s.Lines)
            .SingleOrDefaultAsync(
                s => s.SiteId == siteId && s.Payer == SelfPay && s.ValidFrom <= on && (s.ValidUntil == null || s.ValidUntil > on),
                cancellationToken);
        return schedule?.Lines.OrderBy(line => line.Position).Select(line => line.ToDomain()).ToList();
    }
}
