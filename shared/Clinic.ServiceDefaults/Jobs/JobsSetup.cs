using System.Linq.Expressions;
using Hangfire;
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
        builder.Services.AddHangfire(hangfire => UseStorage(hangfire, builder.Configuration));
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

        app.UseHangfireDashboard(DashboardPath, new DashboardOptions
        {
            Authorization = [new DashboardAccess()],
            DashboardTitle = "Clinic jobs",
            DisplayStorageConnectionString = false,
        });
    }

    private static void UseStorage(IGlobalConfiguration hangfire, IConfiguration configuration)
    {
        hangfire.SetDataCompatibilityLevel(CompatibilityLevel.Version_180).UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
        var storage = configuration["Clinic:Hangfire:Storage"];
        switch (storage)
        {
            case null or "" or "Memory":
                hangfire.UseInMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(6) });
                break;
            case "SqlServer":
                hangfire.UseSqlServerStorage(
                    configuration.GetConnectionString("Hangfire")
                        ?? throw new InvalidOperationException("ConnectionStrings:Hangfire is missing; Clinic:Hangfire:Storage=SqlServer needs it."),
                    new SqlServerStorageOptions { PrepareSchemaIfNecessary = true });
                break;
            default:
                throw new InvalidOperationException($"Clinic:Hangfire:Storage is '{storage}'; it must be Memory or SqlServer.");
        }
    }

    private sealed class JobsMarker;
}
