using System.Net;
using System.Security.Claims;
using Clinic.ServiceDefaults.Auth;
using Microsoft.AspNetCore.Authentication;

namespace Clinic.FrontDesk.SignIn;

/// <summary>
/// Signing in without a password, for the clinic that runs on one machine: whoever sits at it may read the local key anyway.
/// It is offered only to that machine, and only where no identity provider is configured.
/// </summary>
/// <param name="configuration">Says whether there is a provider.</param>
internal sealed class LocalSignIn(IConfiguration configuration)
{
    private static readonly string[] LoopbackNames = ["localhost", "127.0.0.1", "[::1]"];

    // A proxy makes every caller look local.
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "Via"];

    /// <summary>The roles that have something to do here; billing staff work with the billing API.</summary>
    public static IReadOnlyList<string> Offered { get; } = [Roles.FrontDesk, Roles.Nurse, Roles.Prescriber, Roles.Admin];

    public bool IsOfferedTo(HttpContext http) =>
        string.IsNullOrEmpty(configuration["Clinic:Auth:Authority"])
        && http.Connection.RemoteIpAddress is { } caller && IPAddress.IsLoopback(caller)
        // A foreign page whose name was made to point here still sends its own name.
        && LoopbackNames.Contains(http.Request.Host.Host, StringComparer.OrdinalIgnoreCase)
        && !ProxyHeaders.Any(http.Request.Headers.ContainsKey);

    public async Task SignInAsync(HttpContext http, string role)
    {
        if (!IsOfferedTo(http) || !Offered.Contains(role, StringComparer.Ordinal))
        {
            throw new InvalidOperationException("Local sign-in was asked for where it is not offered.");
        }

        var identity = new ClaimsIdentity([new("sub", $"local-{role}"), new("role", role)], SessionSetup.Scheme, "sub", "role");
        await http.SignInAsync(SessionSetup.Scheme, new ClaimsPrincipal(identity));
    }
}
