using Clinic.Notifications.Channels;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Features.RecordOptOut;
using Clinic.Notifications.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Features.SendReminders;

/// <summary>
/// Keeps what a refusal says about the recipient, before the attempt is settled: a process that dies in between leaves the
/// attempt open, and looks at the preferences again before it tries once more.
/// </summary>
internal sealed class RefusalNotes(
    Transactor<NotificationsDbContext> transactor, IDbContextFactory<NotificationsDbContext> contexts, OptOuts optOuts, Auditor auditor, IClock clock)
{
    /// <summary>Notes what the refusals among some results say.</summary>
    public async Task NoteAsync(IReadOnlyDictionary<Guid, SendResult> results, CancellationToken cancellationToken)
    {
        foreach (var (attemptId, result) in results)
        {
            if (result is SendResult.Refused { Cause: not RefusalCause.Other } refused)
            {
                await NoteAsync(attemptId, refused.Cause, refused.Code, cancellationToken);
            }
        }
    }

    /// <summary>Notes what one refusal or failed delivery says.</summary>
    /// <param name="attemptId">The try that was refused.</param>
    /// <param name="cause">What it says.</param>
    /// <param name="code">The provider's code, kept as the proof.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    public async Task NoteAsync(Guid attemptId, RefusalCause cause, string code, CancellationToken cancellationToken)
    {
        if (await PatientOfAsync(attemptId, cancellationToken) is not { } patientId)
        {
            return;
        }

        if (cause is RefusalCause.OptedOut)
        {
            await optOuts.StopAsync(patientId, new OptOutProof("provider", $"{code} {attemptId:N}"), cancellationToken);
        }

        if (cause is RefusalCause.NumberInvalid)
        {
            await transactor.WriteAsync((db, token) => RefuseNumberAsync(db, patientId, code, token), cancellationToken);
        }
    }

    private async Task RefuseNumberAsync(NotificationsDbContext db, Guid patientId, string code, CancellationToken cancellationToken)
    {
        if (await db.Recipients.FindAsync([patientId], cancellationToken) is { PhoneRefusedAt: null } recipient)
        {
            recipient.PhoneRefusedAt = clock.GetCurrentInstant();
            recipient.Version++;
            auditor.Record(db, "recipient.unreachable", patientId, null, code);
        }
    }

    private async Task<Guid?> PatientOfAsync(Guid attemptId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Attempts
            .Where(a => a.Id == attemptId)
            .Join(db.Reminders.Where(r => r.Channel == Channel.Sms), a => a.ReminderId, r => r.Id, (_, r) => (Guid?)r.PatientId)
            .FirstOrDefaultAsync(cancellationToken);
    }
}
