namespace Clinic.FrontDesk.Api;

internal static class ApiSetup
{
    private const string AllInOne = "http://localhost:5080";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A client per service, at <c>Clinic:FrontDesk:{Scheduling,Billing,Notifications}</c>.</summary>
    public static void AddApis(this WebApplicationBuilder builder)
    {
        builder.Services.AddTransient<BearerHandler>();
        Add<SchedulingApi>(builder, "Scheduling");
        Add<BillingApi>(builder, "Billing");
        Add<NotificationsApi>(builder, "Notifications");
        builder.Services.AddScoped<ClinicDirectory>();
    }

    private static void Add<TClient>(WebApplicationBuilder builder, string service)
        where TClient : class
    {
        var address = new Uri(builder.Configuration[$"Clinic:FrontDesk:{service}"] ?? AllInOne);
        builder.Services.AddHttpClient<TClient>(http =>
        {
            http.BaseAddress = new Uri(address, $"/api/{service.ToLowerInvariant()}/v1/");
            http.Timeout = Patience;
        }).AddHttpMessageHandler<BearerHandler>();
    }
}
