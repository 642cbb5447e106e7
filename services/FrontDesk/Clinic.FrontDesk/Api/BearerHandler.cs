using System.Net.Http.Headers;
using System.Security.Claims;
using Clinic.ServiceDefaults.Auth;

namespace Clinic.FrontDesk.Api;

/// <summary>Calls the services as the person who is signed in: a token of minutes for that person's role, made for the call.</summary>
internal sealed class BearerHandler(LocalTokens tokens, IHttpContextAccessor accessor) : DelegatingHandler
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var role = accessor.HttpContext?.User.FindFirstValue("role")
            ?? throw new InvalidOperationException("A service was called outside the request of a signed-in person.");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Create(role, Lifetime));
        return base.SendAsync(request, cancellationToken);
    }
}
