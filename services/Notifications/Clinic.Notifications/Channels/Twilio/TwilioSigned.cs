using System.Security.Claims;
using Clinic.Notifications.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Notifications.Channels.Twilio;

/// <summary>Lets only Twilio through: a call without its valid signature is refused and leaves an audit entry.</summary>
internal sealed class TwilioSigned(Transactor<NotificationsDbContext> transactor, Auditor auditor, ForgedCalls forged, IServiceProvider services)
    : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (services.GetService<TwilioSettings>() is not { } settings || !http.Request.HasFormContentType)
        {
            return Refusal.NotFound("webhook").ToProblem();
        }

        var url = TwilioRoutes.At(settings, http.Request.Path.ToUriComponent() + http.Request.QueryString.ToUriComponent()).AbsoluteUri;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!TwilioSignature.IsValid(settings.AuthToken, url, form, http.Request.Headers[TwilioSignature.Header]))
        {
            if (!forged.Count(http))
            {
                return new Refusal(StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many calls without a valid signature.", null).ToProblem();
            }

            await transactor.WriteAsync(
                (db, _) =>
                {
                    auditor.Record(db, "webhook.refuse", null, null, "signature");
                    return Task.CompletedTask;
                },
                http.RequestAborted);
            return new Refusal(StatusCodes.Status403Forbidden, "wrong-signature", "The signature is not valid.", TwilioSignature.Header).ToProblem();
        }

        // The audit log names the caller, and that is now known.
        http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", TwilioSmsSender.Name)], "TwilioSignature"));
        return await next(context);
    }
}
