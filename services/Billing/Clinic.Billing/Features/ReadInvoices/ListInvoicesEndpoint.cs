using System.Diagnostics.CodeAnalysis;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Billing.Features.ReadInvoices;

internal static class ListInvoicesEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/invoices", HandleAsync)
        .RequireAuthorization(Policies.Cashier)
        .WithName("ListInvoices")
        .WithSummary("Invoices from new to old, of one patient or all, in one state or any")
        .Produces<Page<InvoiceSummary>>()
        .ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        Guid? patientId,
        string? state,
        int? limit,
        string? cursor,
        BillingDbContext db,
        Transactor<BillingDbContext> transactor,
        Auditor auditor,
        CancellationToken cancellationToken)
    {
        var size = Paging.Size(limit);
        var from = TimeCursor.Read(cursor);
        var wanted = ReadState(state);
        if ((size.Refusal ?? from.Refusal ?? wanted.Refusal) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var query = In(db.Standings(), wanted.Value);
        if (patientId is { } patient)
        {
            query = query.Where(s => s.Invoice.PatientId == patient);
        }

        var found = await After(query, from.Value)
            .OrderByDescending(s => s.Invoice.IssuedAt).ThenByDescending(s => s.Invoice.Number)
            .Take(size.Value + 1)
            .ToListAsync(cancellationToken);
        await auditor.RecordReadAsync(transactor, "invoices.list", patientId, null, cancellationToken);
        return Results.Ok(Paging.Of(found, size.Value, InvoiceSummary.Of, s => TimeCursor.Key(s.Invoice.IssuedAt, s.Invoice.Number)));
    }

    private static Outcome<InvoiceState?> ReadState(string? state) => state switch
    {
        null => Outcome.Of<InvoiceState?>(null),
        "open" => InvoiceState.Open,
        "paid" => InvoiceState.Paid,
        "void" => InvoiceState.Void,
        _ => Refusal.Invalid("state", "The state is open, paid or void."),
    };

    private static IQueryable<InvoiceStanding> In(IQueryable<InvoiceStanding> query, InvoiceState? state) => state switch
    {
        InvoiceState.Open => query.Where(s => !s.IsVoid && s.OpenMinor != 0),
        InvoiceState.Paid => query.Where(s => !s.IsVoid && s.OpenMinor == 0),
        InvoiceState.Void => query.Where(s => s.IsVoid),
        _ => query,
    };

    [SuppressMessage("Globalization", "CA1309:Use ordinal string comparison", Justification = "It is translated to SQL; the column decides the order.")]
    private static IQueryable<InvoiceStanding> After(IQueryable<InvoiceStanding> query, TimeCursor? cursor) => cursor is null
        ? query
        : query.Where(s => s.Invoice.IssuedAt < cursor.At
            || (s.Invoice.IssuedAt == cursor.At && string.Compare(s.Invoice.Number, cursor.Number) < 0));
}
