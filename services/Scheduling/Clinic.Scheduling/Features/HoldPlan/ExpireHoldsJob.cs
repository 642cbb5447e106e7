using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Database;
using NodaTime;

namespace Clinic.Scheduling.Features.HoldPlan;

/// <summary>Clears away what expired holds claim. Bookings do it for themselves; this is for the places that nobody asks for.</summary>
/// <param name="transactor">Writes.</param>
/// <param name="clock">The present.</param>
internal sealed class ExpireHoldsJob(Transactor<SchedulingDbContext> transactor, IClock clock)
{
    /// <summary>Every minute.</summary>
    public const string Cron = "* * * * *";

    /// <summary>The job's id.</summary>
    public const string Id = "scheduling.expire-holds";

    /// <summary>Clears them away.</summary>
    /// <param name="cancellationToken">Abandons the transaction.</param>
    public Task RunAsync(CancellationToken cancellationToken) =>
        transactor.WriteAsync((db, token) => HoldClaims.EndExpiredAsync(db, clock.GetCurrentInstant(), token), cancellationToken);
}
