using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Clinic.Notifications.Tests.Rig;

/// <summary>Keeps every line that is logged, at every level.</summary>
internal sealed class RecordingLogs : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Warnings and errors, for the message of a test that fails.</summary>
    public ConcurrentQueue<string> Troubles { get; } = new();

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

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = $"{formatter(state, exception)} {exception}";
            logs.Lines.Enqueue(line);
            if (logLevel >= LogLevel.Warning)
            {
                logs.Troubles.Enqueue(line);
            }
        }
    }
}
