using Clinic.FrontDesk.Api;
using Clinic.FrontDesk.Components;
using Clinic.FrontDesk.SignIn;
using Clinic.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Clinic.FrontDesk;

/// <summary>
/// The web console. Every page is rendered on the server for one request: there is no circuit that outlives a session and
/// nothing of a patient stays in the browser.
/// </summary>
internal static class FrontDeskHost
{
    public const string Name = "front-desk";

    public static WebApplication Build(string[] args)
    {
        var builder = ClinicHost.CreateBuilder(args, Name);
        builder.WebHost.UseStaticWebAssets();
        // The services answer errors with problem details; here a person is to read a page.
        builder.Services.RemoveAll<IExceptionHandler>();
        builder.AddSession();
        builder.AddApis();
        builder.Services.AddRazorComponents();
        builder.Services.AddCascadingAuthenticationState();
        var app = builder.Build();
        Use(app);
        return app;
    }

    private static void Use(WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.Use(PageHeaders.Middleware);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapHealthChecks("/health/live").AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
        app.MapStaticAssets().AllowAnonymous();
        app.MapSession();
        app.MapRazorComponents<App>();
    }
}
