using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Clinic.Scheduling.Tests.Booking;

/// <summary>
/// Counts what scheduling's tables in one database are asked; the outbox and the audit chain are asked in the background, and don't
/// count. Subscribe before the first query: EF Core remembers for a while that nobody listens.
/// </summary>
internal sealed class QueryCounter : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly string[] Background = ["OutboxMessages", "InboxMessages", "AuditEntries", "Leases", "ParkedMessages"];
    private int _selects;

    /// <summary>How many since the last time this was asked.</summary>
    public int Take() => Interlocked.Exchange(ref _selects, 0);

    /// <summary>The database's file; null counts nothing.</summary>
    public string? DataSource { get; set; }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategoryName)
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuted.Name
            && value.Value is CommandExecutedEventData executed
            && executed.Connection.DataSource == DataSource
            && executed.Command.CommandText.StartsWith("SELECT", StringComparison.Ordinal)
            && !Background.Any(t => executed.Command.CommandText.Contains(t, StringComparison.Ordinal)))
        {
            Interlocked.Increment(ref _selects);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private const string DbLoggerCategoryName = "Microsoft.EntityFrameworkCore";
}
