using Clinic.ServiceDefaults.Auth;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Clinic.Architecture.Tests;

public class RouteTests
{
    // Open by design: health, the API's own description, what a patient opens from a message, what a provider calls.
    private static readonly string[] OpenPrefixes = ["/health/", "/openapi/", "/scalar", "/consent/", "/place/", "/calendars/", "/api/scheduling/v1/consent-signatures", "/api/notifications/v1/webhooks/", "/api/notifications/v1/unsubscribes/"];

    private static readonly HashSet<string> Known = typeof(Policies).GetFields().Select(f => (string)f.GetRawConstantValue()!).ToHashSet(StringComparer.Ordinal);

    [Fact]
    public async Task Every_route_names_its_policy_or_is_open_by_design()
    {
        await using var app = Services.AllInOne("--Clinic:Clock:Adjustable=true");
        var routes = Routes(app).ToList();

        var unnamed = routes.Where(r => !IsOpen(r) && !Policy(r).Any()).Select(Text);
        var unknown = routes.SelectMany(Policy).Where(p => !Known.Contains(p)).Distinct();

        Assert.True(routes.Count > 30, $"only {routes.Count} routes were found");
        Assert.Empty(unnamed);
        Assert.Empty(unknown);
    }

    [Fact]
    public async Task Only_routes_that_are_open_by_design_allow_anonymous_callers()
    {
        await using var app = Services.AllInOne();

        Assert.Empty(Routes(app).Where(r => r.Metadata.GetMetadata<IAllowAnonymous>() is not null && !IsOpen(r)).Select(Text));
    }

    [Fact]
    public async Task Api_routes_are_versioned_and_plural()
    {
        await using var app = Services.AllInOne();
        var api = Routes(app).Select(r => r.RoutePattern.RawText ?? "").Where(t => t.StartsWith("/api/", StringComparison.Ordinal)).ToList();

        Assert.All(api, route => Assert.Matches("^/api/(scheduling|billing|notifications)/v1/[a-z]", route));
    }

    private static IEnumerable<RouteEndpoint> Routes(Microsoft.AspNetCore.Builder.WebApplication app) =>
        ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => !(e.RoutePattern.RawText ?? "").StartsWith("/hangfire", StringComparison.Ordinal));

    private static IEnumerable<string> Policy(RouteEndpoint route) =>
        route.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).OfType<string>();

    private static bool IsOpen(RouteEndpoint route) =>
        OpenPrefixes.Any(p => ("/" + (route.RoutePattern.RawText ?? "").TrimStart('/')).StartsWith(p, StringComparison.Ordinal));

    private static string Text(RouteEndpoint route) => route.DisplayName ?? route.RoutePattern.RawText ?? "?";
}
