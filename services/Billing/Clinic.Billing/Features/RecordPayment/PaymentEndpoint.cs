using System.Diagnostics.CodeAnalysis;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Invoices;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Billing.Features.RecordPayment;

internal static class PaymentEndpoint
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/payments", RecordAsync)
            .RequireAuthorization(Policies.Cashier)
            .Validate<RecordPaymentRequest>()
            .WithName("RecordPayment")
            .WithSummary("Records a payment on an invoice, or as the patient's credit; more than what is open of the invoice is refused")
            .Produces<PaymentAnswer>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapGet("/payments", ListAsync)
            .RequireAuthorization(Policies.Billing)
            .WithName("ListPayments")
            .WithSummary("Payments from new to old, of one patient or all")
            .Produces<Page<PaymentAnswer>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static Task<IResult> RecordAsync(
        RecordPaymentRequest request, HttpContext http, Commands<BillingDbContext> commands, RecordPaymentHandler handler) =>
        commands.CreateAsync(
            http, p => $"/api/billing/v1/payments?patientId={p.PatientId}", (db, token) => handler.RecordAsync(db, request, token));

    private static async Task<IResult> ListAsync(
        Guid? patientId,
        int? limit,
        string? cursor,
        BillingDbContext db,
        Transactor<BillingDbContext> transactor,
        Auditor auditor,
        CancellationToken cancellationToken)
    {
        var size = Paging.Size(limit);
        var from = TimeCursor.Read(cursor);
        if ((size.Refusal ?? from.Refusal) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var query = db.Payments.AsNoTracking();
        if (patientId is { } patient)
        {
            query = query.Where(p => p.PatientId == patient);
        }

        var found = await After(query, from.Value)
            .OrderByDescending(p => p.RecordedAt).ThenByDescending(p => p.ReceiptNumber)
            .Take(size.Value + 1)
            .ToListAsync(cancellationToken);
        await auditor.RecordReadAsync(transactor, "payments.list", patientId, null, cancellationToken);
        return Results.Ok(Paging.Of(found, size.Value, PaymentAnswer.Of, p => TimeCursor.Key(p.RecordedAt, p.ReceiptNumber)));
    }

    [SuppressMessage("Globalization", "CA1309:Use ordinal string comparison", Justification = "It is translated to SQL; the column decides the order.")]
    private static IQueryable<Payment> After(IQueryable<Payment> query, TimeCursor? cursor) => cursor is null
        ? query
        : query.Where(p => p.RecordedAt < cursor.At
            || (p.RecordedAt == cursor.At && string.Compare(p.ReceiptNumber, cursor.Number) < 0));
}
