using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Clinic.ServiceDefaults.Database;

/// <summary>Reads what a database said, whichever it was.</summary>
public static class DbErrors
{
    private const int SqliteConstraintPrimaryKey = 1555;
    private const int SqliteConstraintUnique = 2067;
    private const int SqlServerUniqueConstraint = 2627;
    private const int SqlServerUniqueIndex = 2601;

    // From this severity on the connection is gone. Outside Windows that is all that a lost or refused connection says of
    // itself: its number is 0.
    private const int SqlServerFatal = 20;
    private const string SqlServerDriver = "Microsoft.Data.SqlClient";

    // Busy, locked, read-only, I/O error, disk full, cannot open: https://sqlite.org/rescode.html
    private static readonly int[] SqliteUnavailable = [5, 6, 8, 10, 13, 14];

    // Timeout, no connection (by operating system and by step), database offline or starting, log or disk full.
    private static readonly int[] SqlServerUnavailable =
        [-2, -1, 2, 11, 53, 64, 121, 233, 258, 921, 922, 942, 945, 1101, 1105, 4060, 9002, 10053, 10054, 10060, 10061, 18456, 40613];

    /// <summary>True when the write lost to a unique or primary key that somebody else holds.</summary>
    /// <param name="exception">What EF Core or the provider threw.</param>
    public static bool IsUniqueViolation(Exception exception) => Root(exception) switch
    {
        SqliteException e => e.SqliteExtendedErrorCode is SqliteConstraintPrimaryKey or SqliteConstraintUnique,
        SqlException e => e.Number is SqlServerUniqueConstraint or SqlServerUniqueIndex,
        _ => false,
    };

    /// <summary>True when a row that was read had changed before it was written.</summary>
    /// <param name="exception">What EF Core threw.</param>
    public static bool IsConcurrencyConflict(Exception exception) => exception is DbUpdateConcurrencyException;

    /// <summary>
    /// True when the database could not be reached or could not work at all (busy, disk full, connection refused), so that
    /// the same write may well succeed later.
    /// </summary>
    /// <param name="exception">What EF Core or the provider threw.</param>
    public static bool IsUnavailable(Exception exception) => exception is not null && Causes(exception).Any(cause => cause switch
    {
        SqliteException e => SqliteUnavailable.Contains(e.SqliteErrorCode),
        SqlException e => IsConnectionLost(e) || e.Errors.Cast<SqlError>().Any(error => SqlServerUnavailable.Contains(error.Number)),
        // No free connection in the pool, or one that broke while it was held, has no type of its own.
        InvalidOperationException e => e.Source == SqlServerDriver,
        _ => false,
    });

    /// <summary>
    /// True when the failure came from the database or from the way to it, for whatever runs in the background and has to
    /// outlive both.
    /// </summary>
    /// <param name="exception">What EF Core or the provider threw.</param>
    public static bool IsDatabaseFailure(Exception exception) =>
        exception is DbUpdateException or RetryLimitExceededException or DbException || IsUnavailable(exception);

    /// <summary>True when SQL Server could not be reached or hung up: nothing of an open transaction is left.</summary>
    /// <param name="exception">What the provider threw.</param>
    internal static bool IsConnectionLost(Exception exception) =>
        exception is SqlException e && e.Errors.Cast<SqlError>().Any(error => error.Class >= SqlServerFatal);

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    private static Exception Root(Exception exception) =>
        exception is DbUpdateException { InnerException: { } inner } ? inner : exception;
}
