using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Clinic.ServiceDefaults.Database;

/// <summary>Reads what a database said, whichever it was.</summary>
public static class DbErrors
{
    private const int SqliteConstraintPrimaryKey = 1555;
    private const int SqliteConstraintUnique = 2067;
    private const int SqlServerUniqueConstraint = 2627;
    private const int SqlServerUniqueIndex = 2601;

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

    private static Exception Root(Exception exception) =>
        exception is DbUpdateException { InnerException: { } inner } ? inner : exception;
}
