using Clinic.Billing.Features.ReadInvoices;
using Clinic.Billing.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Billing.Features.VoidInvoice;

internal static class VoidInvoiceEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/invoices/{invoiceId:guid}/void", HandleAsync)
        .RequireAuthorization(Policies.Billing)
        .Validate<VoidInvoiceRequest>()
        .WithName("VoidInvoice")
        .WithSummary("Voids an invoice by a credit note; what was paid on it becomes the patient's credit")
        .Produces<CreditNoteAnswer>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<IResult> HandleAsync(
        Guid invoiceId, VoidInvoiceRequest request, HttpContext http, Commands<BillingDbContext> commands, VoidInvoiceHandler handler) =>
        commands.CreateAsync(
            http, note => $"/api/billing/v1/invoices/{note.InvoiceId}", (db, token) => handler.VoidAsync(db, invoiceId, request, token));
}
