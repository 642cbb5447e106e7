using System.Runtime.CompilerServices;
using MassTransit;
using MassTransit.RabbitMqTransport;

namespace Clinic.Messaging;

/// <summary>
/// Lets nothing through a channel any more once a message of it was given up because the channel is gone. The broker
/// delivers that message again, and what came after it on the same channel too: applied now, it would be ahead of it.
/// </summary>
internal sealed class LostChannelFilter<TMessage> : IFilter<ConsumeContext<TMessage>>
    where TMessage : class
{
    public void Probe(ProbeContext context) => context.CreateFilterScope("lost-channel");

    public async Task Send(ConsumeContext<TMessage> context, IPipe<ConsumeContext<TMessage>> next)
    {
        if (!context.ReceiveContext.TryGetPayload<ChannelContext>(out var channel))
        {
            await next.Send(context);
            return;
        }

        LostChannels.ThrowIfLost(channel);
        try
        {
            await next.Send(context);
        }
        catch (Exception e) when (context.CancellationToken.IsCancellationRequested)
        {
            LostChannels.Add(channel);
            // As a cancellation it passes by the parking: the copy that comes again is to be tried, not this one to be stored.
            throw new OperationCanceledException("The channel was lost before the message was taken.", e, context.CancellationToken);
        }
    }
}

/// <summary>Channels of which a message was given up, for as long as anybody holds them.</summary>
internal static class LostChannels
{
    private static readonly ConditionalWeakTable<ChannelContext, object> Lost = [];

    public static void Add(ChannelContext channel) => Lost.AddOrUpdate(channel, Lost);

    public static void ThrowIfLost(ChannelContext channel)
    {
        if (Lost.TryGetValue(channel, out _))
        {
            throw new OperationCanceledException("An earlier message of this channel was given up; the broker delivers both again.");
        }
    }
}
