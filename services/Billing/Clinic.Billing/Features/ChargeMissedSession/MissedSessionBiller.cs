using Clinic.Billing.Domain.Charges;
using Clinic.Billing.Domain.Fees;
using Clinic.Billing.Domain.Ledger;
using Clinic.Billing.Features.IssueInvoice;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Fees;
using Clinic.Billing.Persistence.Sessions;
using NodaTime;

namespace Clinic.Billing.Features.ChargeMissedSession;

/// <summary>A session that did not take place.</summary>
internal sealed record MissedSession(Guid SessionId, Guid PatientId, Guid SiteId, MissedSessionKind Kind, Instant StartsAt);

/// <summary>Bills the fee that the site's policy sets for a session that did not take place.</summary>
/// <param name="issuer">Issues the invoice.</param>
internal sealed class MissedSessionBiller(InvoiceIssuer issuer)
{
    /// <summary>Bills the fee; does nothing where the site has no policy or no such fee, or the session has a fee or was treated.</summary>
    public async Task BillAsync(BillingDbContext db, MissedSession missed, CancellationToken cancellationToken)
    {
        var ledger = await db.TakeLedgerAsync(missed.SiteId, cancellationToken);
        var policy = await db.Policies.FindAsync([missed.SiteId], cancellationToken);
        if (ledger is null || policy is null || Fee(policy, missed.Kind) is not { } line
            || await IsSettledAsync(db, missed.SessionId, cancellationToken))
        {
            return;
        }

        var on = missed.StartsAt.InZone(SiteZone.Of(policy)).Date;
        var bill = new Bill(missed.PatientId, missed.SessionId, on, [line]);
        var invoice = await issuer.IssueAsync(db, ledger, policy, bill, cancellationToken);
        db.SessionFees.Add(new SessionFee
        {
            SessionId = missed.SessionId,
            PatientId = missed.PatientId,
            SiteId = missed.SiteId,
            Kind = missed.Kind,
            SessionOn = on,
            InvoiceId = invoice.Id,
        });
    }

    private static ChargeLine? Fee(BillingPolicy policy, MissedSessionKind kind) => kind switch
    {
        MissedSessionKind.NoShow when policy.NoShowFeeMinor is { } fee =>
            new ChargeLine("NO-SHOW", "Missed session", 1, fee, ChartOfAccounts.MissedSessionFees),
        MissedSessionKind.LateCancel when policy.LateCancelFeeMinor is { } fee =>
            new ChargeLine("LATE-CANCEL", "Late cancellation", 1, fee, ChartOfAccounts.MissedSessionFees),
        _ => null,
    };

    private static async Task<bool> IsSettledAsync(BillingDbContext db, Guid sessionId, CancellationToken cancellationToken) =>
        await db.SessionFees.FindAsync([sessionId], cancellationToken) is not null
        || await db.TreatedSessions.FindAsync([sessionId], cancellationToken) is not null;
}
