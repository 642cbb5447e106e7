using Clinic.ServiceDefaults.Auth;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Clinic.FrontDesk.SignIn;

/// <summary>The session of a person at the desk: a cookie that ends after a while without a request.</summary>
internal static class SessionSetup
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public static void AddSession(this WebApplicationBuilder builder)
    {
        var idle = IdleTime.Read(builder.Configuration);
        builder.Services.AddSingleton(idle);
        builder.Services.AddSingleton<LocalSignIn>();
        builder.Services.AddAuthentication(options =>
        {
            // Bearer tokens are for the services; a browser has a cookie.
            options.DefaultScheme = Scheme;
            options.DefaultAuthenticateScheme = Scheme;
            options.DefaultChallengeScheme = Scheme;
        }).AddCookie(Scheme, options => Configure(options, idle));
        builder.Services.AddAntiforgery(options => options.Cookie.Name = "clinic-desk-form");
    }

    public static void MapSession(this WebApplication app)
    {
        // The page asks for this while somebody is typing, so that a long form does not end the session.
        app.MapPost("/session/stay", () => Results.NoContent()).RequireAuthorization(Policies.Staff);
        app.MapPost("/logout", SignOutAsync).AllowAnonymous();
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.BadRequest();
        }

        await http.SignOutAsync(Scheme);
        return Results.LocalRedirect("/login");
    }

    private static void Configure(CookieAuthenticationOptions options, IdleTime idle)
    {
        options.Cookie.Name = "clinic-desk";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = idle.Span;
        options.SlidingExpiration = true;
        options.LoginPath = "/login";
        options.AccessDeniedPath = "/denied";
        // By default only the second half of the time renews it: then a busy person could be signed out early.
        options.Events.OnCheckSlidingExpiration = context =>
        {
            context.ShouldRenew = true;
            return Task.CompletedTask;
        };
    }
}
