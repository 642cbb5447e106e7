using Clinic.Messaging.Inbox;
using Clinic.ServiceDefaults.Database;
using MassTransit;

namespace Clinic.Messaging;

/// <summary>When a message is tried again in place, before it is parked.</summary>
internal static class RetryPolicy
{
    private const int DatabaseAwayAttempts = 60;
    private static readonly TimeSpan DatabaseAwayFirst = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan DatabaseAwayLongest = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The message is not to blame when the database is away: it waits, for about a quarter of an hour, which stays within the
    /// half hour that RabbitMQ allows a consumer.
    /// </summary>
    public static void WhileDatabaseIsAway(IRetryConfigurator retry)
    {
        retry.Handle<Exception>(DbErrors.IsUnavailable);
        retry.Exponential(DatabaseAwayAttempts, DatabaseAwayFirst, DatabaseAwayLongest, DatabaseAwayFirst);
    }

    public static void AFewTimes(IRetryConfigurator retry, MessagingOptions options)
    {
        var pause = TimeSpan.FromMilliseconds(options.RetryMilliseconds);
        retry.Ignore<UnidentifiedMessageException>();
        retry.Handle<Exception>(e => !DbErrors.IsUnavailable(e));
        retry.Incremental(options.Retries, pause, pause);
    }
}
