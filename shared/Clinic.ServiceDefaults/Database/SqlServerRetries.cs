using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Clinic.ServiceDefaults.Database;

/// <summary>
/// Starts again what SQL Server could not do for now: EF Core's own list (deadlocks among them), a snapshot update conflict,
/// and a lost connection, which EF Core knows by numbers that the driver has on Windows only.
/// </summary>
/// <param name="dependencies">What EF Core hands in.</param>
internal sealed class SqlServerRetries(ExecutionStrategyDependencies dependencies)
    : SqlServerRetryingExecutionStrategy(dependencies, Retries, LongestDelay, [SnapshotUpdateConflict])
{
    private const int Retries = 6;
    private const int SnapshotUpdateConflict = 3960;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override bool ShouldRetryOn(Exception exception) =>
        DbErrors.IsConnectionLost(exception) || base.ShouldRetryOn(exception);
}
