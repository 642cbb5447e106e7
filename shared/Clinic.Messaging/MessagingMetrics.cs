using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Clinic.Messaging;

/// <summary>The meter <c>Clinic.Messaging</c>.</summary>
internal sealed class MessagingMetrics
{
    public const string MeterName = "Clinic.Messaging";

    private readonly ConcurrentDictionary<string, double> _oldestUnsentSeconds = new(StringComparer.Ordinal);
    private readonly Counter<long> _sent;
    private readonly Counter<long> _consumed;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _parked;

    public MessagingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _sent = meter.CreateCounter<long>("clinic.outbox.sent", "{message}", "Messages that the transport has confirmed.");
        _consumed = meter.CreateCounter<long>("clinic.inbox.consumed", "{message}", "Messages whose effect was committed.");
        _duplicates = meter.CreateCounter<long>("clinic.inbox.duplicates", "{message}", "Messages dropped because they were applied before.");
        _parked = meter.CreateCounter<long>("clinic.inbox.parked", "{message}", "Messages parked after all retries.");
        meter.CreateObservableGauge("clinic.outbox.oldest-unsent", Oldest, "s", "Age of the oldest message that waits to be sent.");
    }

    public void Sent(string service, int count) => _sent.Add(count, Tag("service", service));

    public void Taken(string queue, bool applied) => (applied ? _consumed : _duplicates).Add(1, Tag("queue", queue));

    public void Parked(string queue) => _parked.Add(1, Tag("queue", queue));

    public void OldestUnsent(string service, double seconds) => _oldestUnsentSeconds[service] = seconds;

    private IEnumerable<Measurement<double>> Oldest() =>
        _oldestUnsentSeconds.Select(pair => new Measurement<double>(pair.Value, Tag("service", pair.Key)));

    private static KeyValuePair<string, object?> Tag(string key, string value) => new(key, value);
}
