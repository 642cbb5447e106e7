using System.Text.Json;
using System.Text.Json.Serialization;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Http;
using Clinic.ServiceDefaults.Jobs;
using Clinic.ServiceDefaults.Telemetry;
using Clinic.ServiceDefaults.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;
using Scalar.AspNetCore;

namespace Clinic.ServiceDefaults.Hosting;

/// <summary>What every host of the clinic does, whichever services it runs.</summary>
public static class ClinicHost
{
    private const long MaxRequestBytes = 4 * 1024 * 1024;

    /// <summary>Runs a host: the command that the arguments name, or the services until they are stopped.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="name">The host's name in telemetry, for example <c>scheduling</c>.</param>
    /// <param name="add">Adds the services.</param>
    /// <param name="map">Maps their routes.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        string[] args, string name, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        if (await HostCommands.TryHealthAsync(args) is { } health)
        {
            return health;
        }

        await using var app = Build(HostCommands.Settings(args), name, add, map);
        if (await HostCommands.TryRunAsync(app, args) is { } exitCode)
        {
            return exitCode;
        }

        await HostCommands.MigrateAtStartAsync(app);
        await app.RunAsync();
        return 0;
    }

    /// <summary>Builds a host without starting it, as tests and the demonstration do.</summary>
    /// <param name="args">The command line, for example <c>--urls http://127.0.0.1:0 --Clinic:DataFolder=/tmp/x</c>.</param>
    /// <param name="name">The host's name in telemetry.</param>
    /// <param name="add">Adds the services.</param>
    /// <param name="map">Maps their routes.</param>
    public static WebApplication Build(
        string[] args, string name, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        ArgumentNullException.ThrowIfNull(add);
        ArgumentNullException.ThrowIfNull(map);
        var builder = CreateBuilder(args, name);
        add(builder);
        var app = builder.Build();
        app.UseClinicDefaults();
        map(app);
        return app;
    }

    /// <summary>Applies missing migrations and starts to serve; the caller disposes the application.</summary>
    /// <param name="app">What <see cref="Build"/> returned.</param>
    public static async Task MigrateAndStartAsync(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        await HostCommands.MigrateAtStartAsync(app);
        await app.StartAsync();
    }

    /// <summary>Makes a builder with clock, errors, authentication, key ring, telemetry and health in place.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="name">The host's name in telemetry, for example <c>scheduling</c>.</param>
    public static WebApplicationBuilder CreateBuilder(string[] args, string name)
    {
        // The settings file lies beside the program, not in whatever folder it was started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        DefaultSettings.AddTo(builder, name);
        builder.Configuration.AddKeyPerFile("/run/secrets", optional: true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
        });
        AddTime(builder);
        AddHttp(builder);
        builder.AddClinicAuth();
        AddKeyRing(builder);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<Auditor>();
        builder.AddClinicTelemetry(name);
        builder.Services.AddHealthChecks();
        builder.Services.PostConfigure<HealthCheckServiceOptions>(LimitHealthChecks);
        return builder;
    }

    // Who asks has a patience of its own, often ten seconds; a database that doesn't answer must be told before it ends.
    private static void LimitHealthChecks(HealthCheckServiceOptions options)
    {
        foreach (var check in options.Registrations)
        {
            check.Timeout = TimeSpan.FromSeconds(5);
        }
    }

    /// <summary>Puts the pipeline together; the services' own routes come after it.</summary>
    /// <param name="app">The application.</param>
    public static void UseClinicDefaults(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseExceptionHandler();
        app.UseStatusCodePages(async context => await StatusProblem(context.HttpContext).ExecuteAsync(context.HttpContext));
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(IdempotencyKey.Middleware);
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains(HealthTags.Ready) }).AllowAnonymous();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapScalarApiReference("/scalar").AllowAnonymous();
        app.MapClinicJobs();
    }

    private static void AddTime(WebApplicationBuilder builder)
    {
        var time = new ClinicTime(TimeSpan.FromSeconds(builder.Configuration.GetValue("Clinic:Clock:OffsetSeconds", 0L)));
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<IClock>(time);
    }

    private static void AddHttp(WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<ErrorHandling>();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.Configure<JsonOptions>(options =>
        {
            // A misspelt field is told to the caller instead of being dropped.
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        });
    }

    private static void AddKeyRing(WebApplicationBuilder builder)
    {
        var folder = builder.Configuration["Clinic:KeyRing:Folder"]
            ?? Path.Combine(ClinicPaths.DataFolder(builder.Configuration), "keys");
        builder.Services.AddDataProtection().SetApplicationName("Clinic").PersistKeysToFileSystem(Directory.CreateDirectory(folder));
        builder.Services.AddSingleton<Privacy.Protection>();
    }

    private static IResult StatusProblem(HttpContext http) => (http.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => new Refusal(401, "unauthenticated", "A valid bearer token is required.", "Authorization"),
        StatusCodes.Status403Forbidden => new Refusal(403, "forbidden", "Your role does not allow this.", "Authorization"),
        StatusCodes.Status404NotFound => new Refusal(404, "not-found", "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => new Refusal(405, "method-not-allowed", "This address does not take this method."),
        // Thrown as well, see ErrorHandling; but the framework's own reader of bodies only sets the status.
        StatusCodes.Status413PayloadTooLarge => new Refusal(413, "too-large", "The request is too large.", "body"),
        StatusCodes.Status415UnsupportedMediaType => new Refusal(415, "unsupported-media-type", "Send application/json.", "Content-Type"),
        var status => new Refusal(status, "http-error", "The request was refused."),
    }).ToProblem();
}
