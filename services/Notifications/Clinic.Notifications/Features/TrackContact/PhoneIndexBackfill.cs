using System.Security.Cryptography;
using Clinic.Contracts.Scheduling;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Notifications.Features.TrackContact;

/// <summary>Once after a start: gives contacts that were stored before there was an index their entry in it.</summary>
internal sealed class PhoneIndexBackfill(
    Transactor<NotificationsDbContext> transactor,
    IDbContextFactory<NotificationsDbContext> contexts,
    PhoneIndex index,
    Protection protection,
    ILogger<PhoneIndexBackfill> log) : BackgroundService
{
    private const int Batch = 200;

    /// <summary>Fills in what is missing.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var batch in (await MissingAsync(cancellationToken)).Chunk(Batch))
        {
            await transactor.WriteAsync((db, token) => FillAsync(db, batch, token), cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on.
        }
        catch (Exception e) when (DbErrors.IsDatabaseFailure(e))
        {
            log.LogWarning(e, "Contacts could not be indexed by phone; the next start goes on. Until then answers of these patients reach the front desk without a name");
        }
    }

    private async Task<List<Guid>> MissingAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Recipients.Where(r => r.HasPhone && r.PhoneHash == null).Select(r => r.PatientId).ToListAsync(cancellationToken);
    }

    private async Task FillAsync(NotificationsDbContext db, Guid[] patients, CancellationToken cancellationToken)
    {
        var missing = await db.Recipients.Where(r => patients.Contains(r.PatientId) && r.PhoneHash == null).ToListAsync(cancellationToken);
        foreach (var recipient in missing)
        {
            recipient.PhoneHash = index.Of(PhoneOf(recipient));
            recipient.Version++;
        }
    }

    private string? PhoneOf(Recipient recipient)
    {
        try
        {
            return protection.Unprotect<ContactDetails>(Protection.ContactDetails, recipient.ProtectedContact).Phone;
        }
        catch (CryptographicException)
        {
            log.LogWarning("The contact of {PatientId} cannot be decrypted with this key ring and is not indexed", recipient.PatientId);
            return null;
        }
    }
}
