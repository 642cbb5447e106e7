using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Patients;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Clinic.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Billing.Features.ReadInvoices;

internal static class ReadInvoiceEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/invoices/{invoiceId:guid}", HandleAsync)
        .RequireAuthorization(Policies.Cashier)
        .WithName("ReadInvoice")
        .WithSummary("An invoice with its lines and what is still open of it")
        .Produces<InvoiceAnswer>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        Guid invoiceId,
        BillingDbContext db,
        Transactor<BillingDbContext> transactor,
        Auditor auditor,
        Protection protection,
        CancellationToken cancellationToken)
    {
        var standing = await db.Standings().SingleOrDefaultAsync(s => s.Invoice.Id == invoiceId, cancellationToken);
        if (standing is null)
        {
            return Refusal.NotFound("invoice", "invoiceId").ToProblem();
        }

        var invoice = standing.Invoice;
        var lines = await db.InvoiceLines.AsNoTracking().Where(l => l.InvoiceId == invoiceId)
            .OrderBy(l => l.Position).ToListAsync(cancellationToken);
        var note = await db.CreditNotes.AsNoTracking().SingleOrDefaultAsync(c => c.InvoiceId == invoiceId, cancellationToken);
        var policy = await db.Policies.AsNoTracking().SingleAsync(p => p.SiteId == invoice.SiteId, cancellationToken);
        var name = await db.PatientNames.AsNoTracking().Where(p => p.PatientId == invoice.PatientId)
            .Select(p => p.ProtectedName).SingleOrDefaultAsync(cancellationToken);
        await auditor.RecordReadAsync(transactor, "invoice.read", invoice.PatientId, invoiceId, cancellationToken);
        var summary = InvoiceSummary.Of(standing);
        return Results.Ok(new InvoiceAnswer(
            summary.Id,
            summary.Number,
            summary.SiteId,
            summary.PatientId,
            name is null ? null : protection.Unprotect<string>(PatientName.Purpose, name),
            summary.State,
            summary.Total,
            summary.Open,
            summary.IssuedOn,
            summary.DueOn,
            invoice.IssuedAt.In(SiteZone.Of(policy)),
            lines.ConvertAll(l => InvoiceLineAnswer.Of(l, invoice.Currency)),
            note is null ? null : CreditNoteAnswer.Of(note, invoice.Currency)));
    }
}
