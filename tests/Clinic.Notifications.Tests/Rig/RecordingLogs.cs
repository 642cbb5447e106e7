using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Clinic.Notifications.Tests.Rig;

/// <summary>Keeps every line that is logged, at every level.</summary>
internal sealed class RecordingLogs : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Recorder(this);

    public void Dispose()
    {
        // Nothing to let go of.
    }

    private sealed class Recorder(RecordingLogs logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            logs.Lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
