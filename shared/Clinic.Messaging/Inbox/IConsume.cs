using Clinic.ServiceDefaults.Database;

namespace Clinic.Messaging.Inbox;

/// <summary>
/// A use case that a message starts. It runs inside the transaction that also records the message in the inbox: it changes
/// <c>db</c>, may publish through it, and must not save, commit, or have any effect outside it. Throwing rolls everything
/// back; the message is tried again and in the end parked with the reason.
/// </summary>
/// <typeparam name="TMessage">The contract.</typeparam>
/// <typeparam name="TContext">The consuming service's context.</typeparam>
public interface IConsume<in TMessage, in TContext>
    where TMessage : class
    where TContext : ClinicDbContext
{
    /// <summary>Applies the message.</summary>
    /// <param name="message">The message. Those of one aggregate were sent in order, but may arrive out of order after retries.</param>
    /// <param name="db">The transaction's context.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    Task ConsumeAsync(TMessage message, TContext db, CancellationToken cancellationToken);
}
