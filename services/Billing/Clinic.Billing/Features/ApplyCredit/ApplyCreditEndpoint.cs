using Clinic.Billing.Persistence;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;

namespace Clinic.Billing.Features.ApplyCredit;

/// <summary>How much of the patient's credit is to settle an invoice.</summary>
/// <param name="InvoiceId">The invoice; the credit of its patient at its site is used.</param>
/// <param name="Amount">How much, positive: at most the credit and at most what is open of the invoice.</param>
internal sealed record ApplyCreditRequest(Guid? InvoiceId, HttpMoney? Amount);

/// <summary>A credit that settled an invoice.</summary>
internal sealed record CreditApplicationAnswer(Guid Id, Guid InvoiceId, HttpMoney Amount, HttpMoney OpenAfterwards);

internal sealed class ApplyCreditValidator : AbstractValidator<ApplyCreditRequest>
{
    public ApplyCreditValidator()
    {
        RuleFor(r => r.InvoiceId).NotEmpty();
        RuleFor(r => r.Amount).PositiveMoney();
    }
}

internal static class ApplyCreditEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/credit-applications", HandleAsync)
        .RequireAuthorization(Policies.Billing)
        .Validate<ApplyCreditRequest>()
        .WithName("ApplyCredit")
        .WithSummary("Settles an invoice from the patient's credit")
        .Produces<CreditApplicationAnswer>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> HandleAsync(
        ApplyCreditRequest request, HttpContext http, Commands<BillingDbContext> commands, ApplyCreditHandler handler) =>
        commands.CreateAsync(
            http, a => $"/api/billing/v1/invoices/{a.InvoiceId}", (db, token) => handler.ApplyAsync(db, request, token));
}
