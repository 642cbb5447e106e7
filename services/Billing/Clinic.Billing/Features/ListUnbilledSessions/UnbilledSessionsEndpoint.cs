using Clinic.Billing.Domain.Charges;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Sessions;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Billing.Features.ListUnbilledSessions;

/// <summary>A session that was given and is on no invoice.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="PatientId">The patient.</param>
/// <param name="SiteId">The site.</param>
/// <param name="ProtocolCode">The protocol followed.</param>
/// <param name="ServiceOn">Date of service in the site's zone.</param>
/// <param name="StartedAt">Actual start, UTC: the site's zone may not be known yet.</param>
/// <param name="StoppedAt">Actual stop, UTC; null when nobody recorded one.</param>
/// <param name="Reason">Why it waits.</param>
internal sealed record UnbilledSession(
    Guid SessionId,
    Guid PatientId,
    Guid SiteId,
    string ProtocolCode,
    DateOnly ServiceOn,
    DateTimeOffset StartedAt,
    DateTimeOffset? StoppedAt,
    UnbilledReason Reason)
{
    public static UnbilledSession Of(TreatedSession session) => new(
        session.SessionId,
        session.PatientId,
        session.SiteId,
        session.ProtocolCode,
        session.ServiceOn.ToDateOnly(),
        session.StartedAt.ToDateTimeOffset(),
        session.StoppedAt?.ToDateTimeOffset(),
        session.UnbilledReason!.Value);
}

internal static class UnbilledSessionsEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/unbilled-sessions", HandleAsync)
        .RequireAuthorization(Policies.Billing)
        .WithName("ListUnbilledSessions")
        .WithSummary("Sessions that were given and wait to be billed, from new to old")
        .Produces<Page<UnbilledSession>>()
        .ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        int? limit,
        string? cursor,
        BillingDbContext db,
        Transactor<BillingDbContext> transactor,
        Auditor auditor,
        CancellationToken cancellationToken)
    {
        var size = Paging.Size(limit);
        var from = TimeCursor.Read(cursor);
        if ((size.Refusal ?? from.Refusal) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var found = await After(db.TreatedSessions.AsNoTracking().Where(s => s.UnbilledReason != null), from.Value)
            .OrderByDescending(s => s.StartedAt).ThenByDescending(s => s.SessionId)
            .Take(size.Value + 1)
            .ToListAsync(cancellationToken);
        await auditor.RecordReadAsync(transactor, "unbilled-sessions.list", null, null, cancellationToken);
        return Results.Ok(Paging.Of(found, size.Value, UnbilledSession.Of, s => TimeCursor.Key(s.StartedAt, s.SessionId.ToString())));
    }

    private static IQueryable<TreatedSession> After(IQueryable<TreatedSession> query, TimeCursor? cursor)
    {
        if (cursor is null)
        {
            return query;
        }

        var last = Guid.TryParse(cursor.Number, out var id) ? id : Guid.Empty;
        return query.Where(s => s.StartedAt < cursor.At || (s.StartedAt == cursor.At && s.SessionId.CompareTo(last) < 0));
    }
}
