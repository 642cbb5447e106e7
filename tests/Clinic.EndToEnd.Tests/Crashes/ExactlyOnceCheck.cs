using Microsoft.Data.Sqlite;
using Xunit;

namespace Clinic.EndToEnd.Tests.Crashes;

/// <summary>Reads the database files with SQL of its own: shares no code with the services.</summary>
internal static class ExactlyOnceCheck
{
    public static void Verify(string dataFolder)
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(dataFolder, "scheduling.db")};Mode=ReadOnly");
        db.Open();
        Attach(db, dataFolder, "billing");
        Attach(db, dataFolder, "notifications");

        var outboxes = Union("SELECT Id, SentAt, Destination FROM {0}.OutboxMessages");
        var inboxes = Union("SELECT MessageId, Consumer FROM {0}.InboxMessages");
        Assert.Equal(0, Count(db, $"SELECT COUNT(*) FROM ({outboxes}) WHERE SentAt IS NULL"));
        // Every message an inbox took was sent by one of the three, under the same id.
        Assert.Equal(0, Count(db, $"SELECT COUNT(*) FROM ({inboxes}) WHERE MessageId NOT IN (SELECT Id FROM ({outboxes}))"));
        Assert.Equal(0, Count(db, "SELECT COUNT(*) FROM main.ParkedMessages"));
        Assert.Equal(0, Count(db, "SELECT COUNT(*) FROM billing.ParkedMessages"));
        Assert.Equal(0, Count(db, "SELECT COUNT(*) FROM notifications.ParkedMessages"));
        // The same chair or lane is never held twice, whoever crashed when.
        Assert.Equal(0, Count(db, "SELECT COUNT(*) FROM (SELECT 1 FROM main.SlotClaims GROUP BY ResourceId, Lane, Slot HAVING COUNT(*) > 1)"));
    }

    private static string Union(string select) => string.Join(
        " UNION ALL ", new[] { "main", "billing", "notifications" }.Select(s => string.Format(System.Globalization.CultureInfo.InvariantCulture, select, s)));

    private static void Attach(SqliteConnection db, string folder, string name)
    {
        using var command = db.CreateCommand();
        command.CommandText = $"ATTACH DATABASE '{Path.Combine(folder, name + ".db")}' AS {name}";
        command.ExecuteNonQuery();
    }

    private static long Count(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
