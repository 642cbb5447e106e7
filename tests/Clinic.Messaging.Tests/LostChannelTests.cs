using System.Reflection;
using MassTransit;
using MassTransit.RabbitMqTransport;
using Xunit;

namespace Clinic.Messaging.Tests;

public sealed class LostChannelTests
{
    private readonly LostChannelFilter<Note> _filter = new();

    [Fact]
    public async Task After_a_message_was_given_up_with_its_channel_no_later_one_of_the_channel_is_taken()
    {
        var channel = Stub.Of<ChannelContext>(_ => null);
        var taken = 0;
        using var lost = new CancellationTokenSource();
        await lost.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => SendAsync(channel, () => throw new InvalidOperationException("first attempt"), lost.Token));
        await Assert.ThrowsAsync<OperationCanceledException>(() => SendAsync(channel, () => taken++));
        await SendAsync(Stub.Of<ChannelContext>(_ => null), () => taken++);

        Assert.Equal(1, taken);
    }

    [Fact]
    public async Task A_message_that_fails_while_its_channel_is_open_holds_up_no_later_one()
    {
        var channel = Stub.Of<ChannelContext>(_ => null);
        var taken = 0;

        await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(channel, () => throw new InvalidOperationException("poison")));
        await SendAsync(channel, () => taken++);

        Assert.Equal(1, taken);
    }

    private Task SendAsync(ChannelContext channel, Action take, CancellationToken token = default)
    {
        var received = Stub.Of<ReceiveContext>(call =>
        {
            call.Arguments[0] = channel;
            return true;
        });
        var context = Stub.Of<ConsumeContext<Note>>(call => call.Method == "get_CancellationToken" ? token : received);
        return _filter.Send(context, Pipe.Execute<ConsumeContext<Note>>(_ => take()));
    }

    public sealed record Note;

    private sealed record Call(string Method, object?[] Arguments);

    /// <summary>Answers every member of an interface by one function; the bus's contexts have dozens that play no part here.</summary>
#pragma warning disable CA1852 // DispatchProxy derives from it at run time
    private class Stub : DispatchProxy
#pragma warning restore CA1852
    {
        private Func<Call, object?> _answer = _ => null;

        public static T Of<T>(Func<Call, object?> answer)
            where T : class
        {
            var proxy = Create<T, Stub>();
            ((Stub)(object)proxy)._answer = answer;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer(new Call(targetMethod!.Name, args ?? []));
    }
}
