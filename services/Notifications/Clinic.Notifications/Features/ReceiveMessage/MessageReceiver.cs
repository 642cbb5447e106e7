using Clinic.Contracts.Notifications;
using Clinic.Messaging.Outbox;
using Clinic.Notifications.Channels;
using Clinic.Notifications.Domain.Preferences;
using Clinic.Notifications.Features.RecordOptOut;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Privacy;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Features.ReceiveMessage;

/// <summary>An answer as a provider hands it over.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Reference">The provider's id of it.</param>
/// <param name="Content">Who wrote what.</param>
/// <param name="Intent">What it wants.</param>
internal sealed record IncomingMessage(string Provider, string Reference, InboundContent Content, InboundIntent Intent);

/// <summary>
/// Takes an answer of a patient once: does what is clear, and leaves the rest to the front desk. A number that several
/// patients share opts all of them out, but confirms nobody's visit: a person has to ask.
/// </summary>
internal sealed class MessageReceiver(
    Transactor<NotificationsDbContext> transactor, PhoneIndex index, OptOuts optOuts, Protection protection, Auditor auditor, IClock clock)
{
    /// <summary>Takes it.</summary>
    /// <returns>True when it was new and changed something, so that an answer is due; false for a repeat.</returns>
    public async Task<bool> TakeAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await OnceAsync(message, cancellationToken);
        }
        catch (DbUpdateException e) when (DbErrors.IsUniqueViolation(e))
        {
            // The same answer at the same instant, or another decision of the patient: the second look tells.
            return await OnceAsync(message, cancellationToken);
        }
    }

    private Task<bool> OnceAsync(IncomingMessage message, CancellationToken cancellationToken) =>
        transactor.WriteAsync((db, token) => StoreAsync(db, message, token), cancellationToken);

    private async Task<bool> StoreAsync(NotificationsDbContext db, IncomingMessage message, CancellationToken cancellationToken)
    {
        if (await db.Inbound.AnyAsync(m => m.Provider == message.Provider && m.ProviderReference == message.Reference, cancellationToken))
        {
            return false;
        }

        var hash = index.Of(message.Content.Sender);
        var patients = await db.Recipients.Where(r => r.PhoneHash == hash).Select(r => r.PatientId).ToListAsync(cancellationToken);
        var row = Row(message, patients is [var only] ? only : null);
        db.Inbound.Add(row);
        var changed = await ActAsync(db, row, patients, cancellationToken);
        auditor.Record(db, "message.receive", row.PatientId, row.Id);
        return changed;
    }

    private async Task<bool> ActAsync(NotificationsDbContext db, InboundMessage row, List<Guid> patients, CancellationToken cancellationToken)
    {
        var proof = new OptOutProof("sms", $"{row.Provider} {row.ProviderReference}");
        switch (row.Intent)
        {
            case InboundIntent.Stop when patients.Count > 0:
                return await StopAsync(db, patients, proof, cancellationToken);
            case InboundIntent.Start when patients.Count > 0:
                return await StartAsync(db, patients, proof, cancellationToken);
            case InboundIntent.Help:
                return true;
            case InboundIntent.Confirm when await VisitAsync(db, row, cancellationToken) is { } visit:
                var confirmed = new PatientConfirmedSession(
                    visit.SessionId, visit.PatientId, row.ReceivedAt.ToDateTimeOffset(), visit.StartsAt?.ToDateTimeOffset());
                db.Publish(confirmed, visit.SessionId, row.ReceivedAt);
                return true;
            case InboundIntent.Move:
                await VisitAsync(db, row, cancellationToken);
                break;
        }

        row.State = InboxState.Open;
        return true;
    }

    private async Task<bool> StopAsync(NotificationsDbContext db, List<Guid> patients, OptOutProof proof, CancellationToken cancellationToken)
    {
        var changed = false;
        foreach (var patient in patients)
        {
            changed |= await optOuts.StopAsync(db, patient, proof, cancellationToken);
        }

        return changed;
    }

    private async Task<bool> StartAsync(NotificationsDbContext db, List<Guid> patients, OptOutProof proof, CancellationToken cancellationToken)
    {
        foreach (var patient in patients)
        {
            await optOuts.StartAsync(db, patient, proof, cancellationToken);
        }

        return true;
    }

    /// <summary>Notes the visit that the answer means, when that is clear.</summary>
    private static async Task<TrackedSession?> VisitAsync(NotificationsDbContext db, InboundMessage row, CancellationToken cancellationToken)
    {
        var visit = row.PatientId is { } patient ? await VisitChoice.FindAsync(db, patient, row.ReceivedAt, cancellationToken) : null;
        row.SessionId = visit?.SessionId;
        return visit;
    }

    private InboundMessage Row(IncomingMessage message, Guid? patientId) => new()
    {
        Id = NewId.NextGuid(),
        Provider = message.Provider,
        ProviderReference = message.Reference,
        PatientId = patientId,
        Intent = message.Intent,
        State = InboxState.Settled,
        MaskedSender = Masking.Mask(message.Content.Sender),
        ProtectedContent = protection.Protect(InboundContent.Purpose, message.Content),
        ReceivedAt = clock.GetCurrentInstant(),
        Version = 1,
    };
}
