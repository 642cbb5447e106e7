using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Faults;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Clinic.Messaging.Inbox;

/// <summary>
/// Takes a message once: its id and the consumer's effect commit in one transaction, whose key refuses the id a second time.
/// </summary>
internal sealed class InboxProcessor<TContext>(
    Transactor<TContext> transactor,
    IDbContextFactory<TContext> contexts,
    IServiceScopeFactory scopes,
    MessagingMetrics metrics,
    IClock clock)
    where TContext : ClinicDbContext
{
    public async Task ProcessAsync<TMessage, TConsumer>(string queue, ConsumeContext<TMessage> context)
        where TMessage : class
        where TConsumer : class, IConsume<TMessage, TContext>
    {
        var id = context.MessageId ?? throw new UnidentifiedMessageException();
        try
        {
            var applied = await TakeAsync<TMessage, TConsumer>(queue, id, context);
            CrashPoints.Reach("inbox.after-commit");
            metrics.Taken(queue, applied);
        }
        catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e))
        {
            // The inbox's key, or one of the consumer's own: only the first means that somebody else has applied the message.
            if (!await IsTakenAsync(queue, id))
            {
                throw;
            }

            metrics.Taken(queue, applied: false);
        }
        catch (OperationCanceledException e)
        {
            // A timeout inside the consumer; as a cancellation it would pass by retries and parking and be forgotten.
            throw new TimeoutException("The consumer gave up waiting.", e);
        }
    }

    private Task<bool> TakeAsync<TMessage, TConsumer>(string queue, Guid id, ConsumeContext<TMessage> context)
        where TMessage : class
        where TConsumer : class, IConsume<TMessage, TContext> => transactor.WriteAsync(
        async (db, token) =>
        {
            if (context.Headers.Get<bool>(MessageHeaders.Replay) == true)
            {
                await db.Set<Parking.ParkedMessage>().Where(p => p.MessageId == id && p.Consumer == queue).ExecuteDeleteAsync(token);
            }

            if (await db.Set<InboxMessage>().AnyAsync(m => m.MessageId == id && m.Consumer == queue, token))
            {
                return false;
            }

            db.Set<InboxMessage>().Add(new InboxMessage
            {
                MessageId = id,
                Consumer = queue,
                MessageType = MessageTypes.NameOf(typeof(TMessage)),
                ConsumedAt = clock.GetCurrentInstant(),
            });
            await using var scope = scopes.CreateAsyncScope();
            var consumer = scope.ServiceProvider.GetRequiredService<TConsumer>();
            await consumer.ConsumeAsync(context.Message, db, token);
            await db.SaveChangesAsync(token);
            CrashPoints.Reach("inbox.before-commit");
            return true;
        },
        // Not the message's own token: the transport cancels it when the connection is lost, one message after the other, and
        // the next one would be applied before the redelivered copy of this one. Finished, this one's copy is dropped instead.
        CancellationToken.None);

    private async Task<bool> IsTakenAsync(string queue, Guid id)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        return await db.Set<InboxMessage>().AnyAsync(m => m.MessageId == id && m.Consumer == queue, CancellationToken.None);
    }
}

/// <summary>A message without an id came in: it cannot be told from its duplicates.</summary>
internal sealed class UnidentifiedMessageException() : Exception("The message has no id; it cannot be told from its duplicates.");
