namespace Clinic.Messaging.Replay;

/// <summary>Finds sent messages that a subscribed consumer of this process has neither applied nor parked.</summary>
internal sealed class UnseenMessages(IEnumerable<IMessageStore> stores, IEnumerable<ConsumerRegistration> consumers)
{
    private readonly Dictionary<Type, IMessageStore> _stores = stores.ToDictionary(s => s.ContextType);
    private readonly ILookup<string, ConsumerRegistration> _byType = consumers.ToLookup(c => c.MessageType, StringComparer.Ordinal);

    /// <summary>Row ids, among <paramref name="sent"/>, of messages that somebody has not seen.</summary>
    public async Task<HashSet<Guid>> FindAsync(IReadOnlyCollection<SentMessage> sent, CancellationToken cancellationToken)
    {
        var unseen = new HashSet<Guid>();
        foreach (var type in sent.GroupBy(m => m.MessageType, StringComparer.Ordinal))
        {
            foreach (var consumer in _byType[type.Key])
            {
                var addressed = type.Where(m => m.Destination is null || m.Destination == consumer.Queue).ToList();
                var seen = await _stores[consumer.ContextType]
                    .SeenAsync(consumer.Queue, [.. addressed.Select(m => m.MessageId)], cancellationToken);
                unseen.UnionWith(addressed.Where(m => !seen.Contains(m.MessageId)).Select(m => m.RowId));
            }
        }

        return unseen;
    }
}
