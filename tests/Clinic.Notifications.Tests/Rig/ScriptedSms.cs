using System.Collections.Concurrent;
using Clinic.Notifications.Channels;
using Clinic.Notifications.Domain.Reminders;

namespace Clinic.Notifications.Tests.Rig;

/// <summary>A provider of text messages that answers as a test says, and remembers what it was given.</summary>
internal sealed class ScriptedSms : ISmsSender
{
    private readonly ConcurrentQueue<Func<SendResult>> _answers = new();

    public ConcurrentQueue<OutgoingMessage> Taken { get; } = new();

    public Func<AttemptKey, Trace> Lookup { get; set; } = _ => new Trace.Unclear();

    public Channel Channel => Channel.Sms;

    public string Provider => "scripted";

    public void Next(Func<SendResult> answer) => _answers.Enqueue(answer);

    public Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var result = _answers.TryDequeue(out var answer) ? answer() : new SendResult.Accepted($"{message.Attempt.AttemptId:N}");
        if (result is SendResult.Accepted)
        {
            Taken.Enqueue(message);
        }

        return Task.FromResult(result);
    }

    public Task<Trace> FindAsync(LostTry lost, CancellationToken cancellationToken) => Task.FromResult(Lookup(lost.Attempt));
}
