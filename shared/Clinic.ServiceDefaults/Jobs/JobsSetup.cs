using System.Linq.Expressions;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;
using Hangfire.SqlServer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Clinic.ServiceDefaults.Jobs;

/// <summary>Hangfire, on the storage that <c>Clinic:Hangfire:Storage</c> names: <c>Memory</c> (default) or <c>SqlServer</c>.</summary>
public static class JobsSetup
{
    /// <summary>Where the dashboard is.</summary>
    public const string DashboardPath = "/hangfire";

    /// <summary>Registers Hangfire and its server once per process, whoever asks first.</summary>
    /// <param name="builder">The host.</param>
    public static IHostApplicationBuilder AddClinicJobs(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.Any(s => s.ServiceType == typeof(JobsMarker)))
        {
            return builder;
        }

        builder.Services.AddSingleton<JobsMarker>();
        // Of the container and not of the process (JobStorage.Current, JobActivator.Current): of two hosts in one process, as
        // tests have them, each must run its own jobs with its own services.
        builder.Services.AddSingleton(_ => Storage(builder.Configuration));
        builder.Services.AddSingleton<JobActivator>(services => new AspNetCoreJobActivator(services.GetRequiredService<IServiceScopeFactory>()));
        builder.Services.AddHangfire(hangfire => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings());
        builder.Services.AddHangfireServer(options =>
        {
            options.WorkerCount = builder.Configuration.GetValue("Clinic:Hangfire:Workers", 4);
            options.SchedulePollingInterval = TimeSpan.FromSeconds(1);
        });
        builder.Services.AddSingleton<RecurringJobTrigger>();
        builder.Services.AddHostedService<RecurringJobStarter>();
        return builder;
    }

    /// <summary>Adds a job that runs again and again. Its arguments must hold no personal data: the dashboard shows them.</summary>
    /// <typeparam name="TJob">The job's class.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="id">Its id, <c>service.name</c>.</param>
    /// <param name="call">The call.</param>
    /// <param name="cron">When, in UTC; see <see cref="Cron"/>.</param>
    public static IServiceCollection AddRecurringJob<TJob>(
        this IServiceCollection services, string id, Expression<Func<TJob, Task>> call, string cron)
        where TJob : class =>
        services.AddTransient<TJob>().AddSingleton(new RecurringJobRegistration(
            id, manager => manager.AddOrUpdate(id, call, cron, new RecurringJobOptions { TimeZone = TimeZoneInfo.Utc })));

    /// <summary>Maps the dashboard when the process runs jobs: for administrators, and for callers on the same machine.</summary>
    /// <param name="app">The application.</param>
    public static void MapClinicJobs(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.Services.GetService<JobsMarker>() is null)
        {
            return;
        }

        // Open to routing's own policies, which know nothing of a browser on the same machine: DashboardAccess decides.
        app.MapHangfireDashboard(DashboardPath, new DashboardOptions
        {
            Authorization = [new DashboardAccess()],
            DashboardTitle = "Clinic jobs",
            DisplayStorageConnectionString = false,
        }).AllowAnonymous();
    }

    private static JobStorage Storage(IConfiguration configuration) => configuration["Clinic:Hangfire:Storage"] switch
    {
        null or "" or "Memory" => new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(6) }),
        "SqlServer" => new SqlServerStorage(
            configuration.GetConnectionString("Hangfire")
                ?? throw new InvalidOperationException("ConnectionStrings:Hangfire is missing; Clinic:Hangfire:Storage=SqlServer needs it."),
            new SqlServerStorageOptions { PrepareSchemaIfNecessary = true }),
        var other => throw new InvalidOperationException($"Clinic:Hangfire:Storage is '{other}'; it must be Memory or SqlServer."),
    };

    private sealed class JobsMarker;
}
