namespace Clinic.Messaging.Replay;

/// <summary>A sent message of the history.</summary>
/// <param name="RowId">Key of the outbox row.</param>
/// <param name="MessageId">The message.</param>
/// <param name="MessageType">Stable name of the contract.</param>
/// <param name="Destination">The one queue it was sent to, or null.</param>
internal sealed record SentMessage(Guid RowId, Guid MessageId, string MessageType, string? Destination);

/// <summary>A service's message tables, for work that spans all services of the process.</summary>
internal interface IMessageStore
{
    /// <summary>The service.</summary>
    string Service { get; }

    /// <summary>The context whose database holds the tables.</summary>
    Type ContextType { get; }

    /// <summary>All sent rows, streamed; with a limit, only those that became true before it.</summary>
    IAsyncEnumerable<SentMessage> SentAsync(NodaTime.Instant? before, CancellationToken cancellationToken);

    /// <summary>Which of some messages a consumer of this service has applied or parked.</summary>
    Task<HashSet<Guid>> SeenAsync(string queue, IReadOnlyCollection<Guid> messageIds, CancellationToken cancellationToken);

    /// <summary>The highest place among rows that wait, or 0.</summary>
    Task<long> LastUnsentSequenceAsync(CancellationToken cancellationToken);

    /// <summary>Lets rows be sent again.</summary>
    Task MarkUnsentAsync(IReadOnlyCollection<Guid> rowIds, CancellationToken cancellationToken);

    /// <summary>Deletes outbox rows.</summary>
    Task DeleteOutboxAsync(IReadOnlyCollection<Guid> rowIds, CancellationToken cancellationToken);

    /// <summary>Which of the outbox rows that became true before a limit are still there, as message ids; at most some.</summary>
    Task<IReadOnlyList<Guid>> KeptAsync(NodaTime.Instant before, int atMost, CancellationToken cancellationToken);

    /// <summary>Deletes inbox rows from before a limit, at most some, sparing the messages named.</summary>
    /// <returns>How many were deleted.</returns>
    Task<int> DeleteInboxAsync(
        NodaTime.Instant before, int atMost, IReadOnlyCollection<Guid> spare, CancellationToken cancellationToken);
}
