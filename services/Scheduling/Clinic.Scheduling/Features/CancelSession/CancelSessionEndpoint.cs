using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Features.Shared;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using FluentValidation;

namespace Clinic.Scheduling.Features.CancelSession;

/// <summary>A cancellation.</summary>
/// <param name="Reason"><c>patient-request</c> (late inside the site's window) or <c>clinic-request</c> (never late).</param>
internal sealed record CancelRequest(CancelReason? Reason);

internal sealed class CancelValidator : AbstractValidator<CancelRequest>
{
    public CancelValidator() => RuleFor(r => r.Reason)
        .Must(r => r is CancelReason.PatientRequest or CancelReason.ClinicRequest)
        .WithMessage("The reason is patient-request or clinic-request.");
}

internal static class CancelSessionEndpoint
{
    public static void MapCancelSession(this RouteGroupBuilder group) => group
        .MapPost("/sessions/{id:guid}/cancel", HandleAsync)
        .RequireAuthorization(Policies.Care)
        .Validate<CancelRequest>()
        .WithName("CancelSession")
        .WithSummary("Cancels a session and frees its slots; late by the site's window")
        .Produces<SessionView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> HandleAsync(
        Guid id, CancelRequest request, HttpContext http, SessionCommand command, SessionCanceller canceller) =>
        command.RunAsync(http, id, "session.cancel", async (open, token) =>
            (await canceller.CancelAsync(open.Db, open.Series, [open.Session], open.Site, request.Reason!.Value, token))?.ToRefusal());
}
