using Clinic.Billing.Domain.Charges;
using Clinic.Billing.Features.IssueInvoice;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Billing.Features.ChargeInfusion;

/// <summary>Bills treated sessions by the fee schedule that is valid on the date of service.</summary>
/// <param name="issuer">Issues the invoice.</param>
internal sealed class InfusionBiller(InvoiceIssuer issuer)
{
    /// <summary>Issues the session's invoice, or says on it why it waits.</summary>
    public async Task BillAsync(BillingDbContext db, TreatedSession session, CancellationToken cancellationToken)
    {
        var ledger = await db.TakeLedgerAsync(session.SiteId, cancellationToken);
        if (ledger is null)
        {
            session.UnbilledReason = UnbilledReason.SiteNotSetUp;
            return;
        }

        switch (await PriceAsync(db, session, cancellationToken))
        {
            case Priced priced:
                var policy = await db.Policies.SingleAsync(p => p.SiteId == session.SiteId, cancellationToken);
                var bill = new Bill(session.PatientId, session.SessionId, session.ServiceOn, priced.Lines);
                session.InvoiceId = (await issuer.IssueAsync(db, ledger, policy, bill, cancellationToken)).Id;
                session.UnbilledReason = null;
                break;
            case Unpriced unpriced:
                session.UnbilledReason = unpriced.Reason;
                break;
        }
    }

    /// <summary>Bills what waits at a site, after its policy or prices have changed.</summary>
    /// <returns>How many sessions were billed.</returns>
    public async Task<int> BillWaitingAsync(BillingDbContext db, Guid siteId, CancellationToken cancellationToken)
    {
        var waiting = await db.TreatedSessions
            .Where(s => s.SiteId == siteId && s.UnbilledReason != null)
            .OrderBy(s => s.StartedAt)
            .ToListAsync(cancellationToken);
        foreach (var session in waiting)
        {
            await BillAsync(db, session, cancellationToken);
        }

        return waiting.Count(s => s.InvoiceId is not null);
    }

    private static async Task<Pricing> PriceAsync(BillingDbContext db, TreatedSession session, CancellationToken cancellationToken)
    {
        var schedule = await db.PricesAsync(session.SiteId, session.ServiceOn, cancellationToken);
        return schedule is null
            ? new Unpriced(UnbilledReason.NoFeeSchedule)
            : ChargeRule.Price(session.ToFacts(), schedule);
    }
}
