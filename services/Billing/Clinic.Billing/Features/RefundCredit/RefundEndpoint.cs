using Clinic.Billing.Domain;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Invoices;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;

namespace Clinic.Billing.Features.RefundCredit;

/// <summary>Money to give back to a patient.</summary>
/// <param name="PatientId">Whose credit.</param>
/// <param name="SiteId">The site that gives it back.</param>
/// <param name="Amount">How much, positive: at most the patient's credit at the site.</param>
/// <param name="Method">How it goes back.</param>
/// <param name="Reason">Why: 1 to 200 characters.</param>
internal sealed record RefundRequest(Guid? PatientId, Guid? SiteId, HttpMoney? Amount, PaymentMethod? Method, string? Reason);

/// <summary>A refund.</summary>
internal sealed record RefundAnswer(
    Guid Id, Guid PatientId, Guid SiteId, HttpMoney Amount, PaymentMethod Method, string Reason, DateOnly RefundedOn);

internal sealed class RefundValidator : AbstractValidator<RefundRequest>
{
    public RefundValidator()
    {
        RuleFor(r => r.PatientId).NotEmpty();
        RuleFor(r => r.SiteId).NotEmpty();
        RuleFor(r => r.Amount).PositiveMoney();
        RuleFor(r => r.Method).NotNull();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(Refund.Mapping.ReasonLength);
    }
}

internal static class RefundEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/refunds", HandleAsync)
        .RequireAuthorization(Policies.Billing)
        .Validate<RefundRequest>()
        .WithName("RefundCredit")
        .WithSummary("Gives a patient's credit back; to refund a paid invoice, void it first")
        .Produces<RefundAnswer>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> HandleAsync(
        RefundRequest request, HttpContext http, Commands<BillingDbContext> commands, RefundHandler handler) =>
        commands.CreateAsync(
            http, r => $"/api/billing/v1/accounts/{r.PatientId}", (db, token) => handler.RefundAsync(db, request, token));
}
