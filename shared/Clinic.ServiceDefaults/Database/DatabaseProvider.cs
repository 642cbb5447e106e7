namespace Clinic.ServiceDefaults.Database;

/// <summary>The database engine a process runs on: <c>Clinic:Database:Provider</c>.</summary>
public enum DatabaseProvider
{
    /// <summary>The embedded default: one file per service in the data folder.</summary>
    Sqlite,

    /// <summary>The production database: one database per service, named by <c>ConnectionStrings:&lt;Service&gt;</c>.</summary>
    SqlServer,
}
