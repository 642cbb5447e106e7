using Clinic.ServiceDefaults.Database;
using Xunit;

namespace Clinic.Testing;

/// <summary>
/// The database engines that there are: SQLite always; SQL Server from the connection string in <c>CLINIC_TEST_SQLSERVER</c>,
/// else in a container where a Docker engine answers, else skipped with that reason.
/// </summary>
public static class TestDatabases
{
    /// <summary>
    /// Names SQL Server for tests: a connection string with rights to create databases, or a template in which
    /// <c>{database}</c> stands for the name of each test's database.
    /// </summary>
    public const string SqlServerVariable = "CLINIC_TEST_SQLSERVER";

    private const string NoSqlServer = $"No SQL Server: {SqlServerVariable} names none and no Docker engine answers.";

    /// <summary>One row per engine, for <c>[MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]</c>.</summary>
    public static IEnumerable<TheoryDataRow<DatabaseProvider>> All =>
    [
        new TheoryDataRow<DatabaseProvider>(DatabaseProvider.Sqlite),
        new TheoryDataRow<DatabaseProvider>(DatabaseProvider.SqlServer) { Skip = SqlServerSource.IsThere ? null : NoSqlServer },
    ];
}
