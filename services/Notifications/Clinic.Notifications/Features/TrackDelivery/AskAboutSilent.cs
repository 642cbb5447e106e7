using Clinic.Notifications.Channels;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Domain.Sending;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Settings;
using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Features.TrackDelivery;

/// <summary>Asks the provider, once, about messages that stayed without a report: the report may have been lost, and not the message.</summary>
internal sealed class AskAboutSilent(
    Transactor<NotificationsDbContext> transactor,
    IDbContextFactory<NotificationsDbContext> contexts,
    Senders senders,
    DeliveryTracker track,
    MessageSettings settings,
    IClock clock)
{
    private const int Batch = 50;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var sender = senders.For(Channel.Sms);
        if (!sender.ReportsDelivery)
        {
            return;
        }

        foreach (var (attemptId, reference) in await SilentAsync(sender.Provider, cancellationToken))
        {
            if (await sender.AskAsync(reference, cancellationToken) is { } report)
            {
                await track.TakeAsync(attemptId, report, cancellationToken);
            }

            // Only now: an email steps in for a silent text once this is written, and must not do so while the question is under way.
            await transactor.WriteAsync((db, token) => AskedAsync(db, attemptId, token), cancellationToken);
        }
    }

    private async Task<List<(Guid Id, string Reference)>> SilentAsync(string provider, CancellationToken cancellationToken)
    {
        var silentSince = clock.GetCurrentInstant() - settings.SilenceAfter;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var silent = await db.Attempts.AsNoTracking()
            .Where(a => a.Provider == provider && a.State == AttemptState.Accepted && a.AskedAt == null && a.StartedAt <= silentSince
                && (a.Delivery == null || a.Delivery == DeliveryProgress.Queued || a.Delivery == DeliveryProgress.Sent))
            .OrderBy(a => a.StartedAt)
            .Take(Batch)
            .Select(a => new { a.Id, a.ProviderReference })
            .ToListAsync(cancellationToken);
        return [.. silent.Select(a => (a.Id, a.ProviderReference ?? ""))];
    }

    private async Task AskedAsync(NotificationsDbContext db, Guid attemptId, CancellationToken cancellationToken)
    {
        if (await db.Attempts.FindAsync([attemptId], cancellationToken) is { AskedAt: null } attempt)
        {
            attempt.AskedAt = clock.GetCurrentInstant();
            attempt.Version++;
        }
    }
}
