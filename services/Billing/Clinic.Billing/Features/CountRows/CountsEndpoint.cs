using Clinic.Billing.Persistence;
using Clinic.ServiceDefaults.Auth;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Billing.Features.CountRows;

/// <summary>How much the service holds.</summary>
internal sealed record BillingCounts(int Invoices, int LedgerEntries, int LedgerLines, int Payments, int CreditNotes, int UnbilledSessions);

internal static class CountsEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/operations/counts", HandleAsync)
        .RequireAuthorization(Policies.Admin)
        .WithName("CountBilling")
        .WithSummary("Numbers of rows")
        .Produces<BillingCounts>();

    private static async Task<BillingCounts> HandleAsync(BillingDbContext db, CancellationToken cancellationToken) => new(
        await db.Invoices.CountAsync(cancellationToken),
        await db.JournalEntries.CountAsync(cancellationToken),
        await db.Postings.CountAsync(cancellationToken),
        await db.Payments.CountAsync(cancellationToken),
        await db.CreditNotes.CountAsync(cancellationToken),
        await db.TreatedSessions.CountAsync(s => s.UnbilledReason != null, cancellationToken));
}
