using Hangfire;
using Hangfire.Dashboard;
using Microsoft.Extensions.Hosting;

namespace Clinic.ServiceDefaults.Jobs;

internal sealed record RecurringJobRegistration(string Id, Action<IRecurringJobManager> Register);

/// <summary>Registers the recurring jobs of every service in the process when it starts: storage that forgot them gets them again.</summary>
internal sealed class RecurringJobStarter(IRecurringJobManager manager, IEnumerable<RecurringJobRegistration> jobs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var job in jobs)
        {
            job.Register(manager);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Lets in administrators by token, and anybody on the machine itself: the embedded default has no login page.</summary>
internal sealed class DashboardAccess : IDashboardAuthorizationFilter
{
    private readonly LocalRequestsOnlyAuthorizationFilter _local = new();

    public bool Authorize(DashboardContext context) =>
        context.GetHttpContext().User.IsInRole(Auth.Roles.Admin) || _local.Authorize(context);
}

/// <summary>Runs all recurring jobs now: Hangfire counts by the machine's clock and would not see that ours has moved.</summary>
internal sealed class RecurringJobTrigger(IRecurringJobManager manager, IEnumerable<RecurringJobRegistration> jobs)
{
    public void TriggerAll()
    {
        foreach (var job in jobs)
        {
            manager.Trigger(job.Id);
        }
    }
}
