using Clinic.Messaging.Inbox;
using Clinic.Messaging.Outbox;
using Clinic.Messaging.Parking;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Auth;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Features.CountRows;

internal static class CountRowsEndpoint
{
    public static void MapCountRows(this RouteGroupBuilder group) => group
        .MapGet("/operations/counts", HandleAsync)
        .RequireAuthorization(Policies.Admin)
        .WithName("CountSchedulingRows")
        .WithSummary("Counts rows, for operations and demonstrations")
        .Produces<IReadOnlyDictionary<string, int>>();

    private static async Task<IResult> HandleAsync(SchedulingDbContext db, CancellationToken cancellationToken) =>
        Results.Ok(new Dictionary<string, int>
        {
            ["sites"] = await db.Sites.CountAsync(cancellationToken),
            ["chairs"] = await db.Chairs.CountAsync(cancellationToken),
            ["staff"] = await db.Staff.CountAsync(cancellationToken),
            ["shifts"] = await db.Shifts.CountAsync(cancellationToken),
            ["shiftTemplates"] = await db.ShiftTemplates.CountAsync(cancellationToken),
            ["protocols"] = await db.Protocols.CountAsync(cancellationToken),
            ["consentForms"] = await db.ConsentForms.CountAsync(cancellationToken),
            ["patients"] = await db.Patients.CountAsync(cancellationToken),
            ["series"] = await db.Series.CountAsync(cancellationToken),
            ["sessions"] = await db.Sessions.CountAsync(cancellationToken),
            ["sessionsCompleted"] = await db.Sessions.CountAsync(s => s.State == SessionState.Completed, cancellationToken),
            ["holds"] = await db.Holds.CountAsync(cancellationToken),
            ["slotClaims"] = await db.Claims.CountAsync(cancellationToken),
            ["consents"] = await db.Consents.CountAsync(cancellationToken),
            ["waitlistEntries"] = await db.WaitlistEntries.CountAsync(cancellationToken),
            ["waitlistOffers"] = await db.WaitlistOffers.CountAsync(cancellationToken),
            ["freedPlaces"] = await db.FreedPlaces.CountAsync(cancellationToken),
            ["auditEntries"] = await db.AuditEntries.CountAsync(cancellationToken),
            ["outboxMessages"] = await db.Set<OutboxMessage>().CountAsync(cancellationToken),
            ["outboxWaiting"] = await db.Set<OutboxMessage>().CountAsync(m => m.SentAt == null, cancellationToken),
            ["inboxMessages"] = await db.Set<InboxMessage>().CountAsync(cancellationToken),
            ["parkedMessages"] = await db.Set<ParkedMessage>().CountAsync(cancellationToken),
        });
}
