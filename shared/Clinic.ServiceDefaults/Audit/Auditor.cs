using Clinic.ServiceDefaults.Database;
using MassTransit;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Clinic.ServiceDefaults.Audit;

/// <summary>Writes audit entries in the name of the current caller.</summary>
/// <param name="http">The current request, if there is one.</param>
/// <param name="clock">Dates the entries.</param>
public sealed class Auditor(IHttpContextAccessor http, IClock clock)
{
    /// <summary>The actor of what jobs and consumers do.</summary>
    public const string System = "system";

    /// <summary>The actor behind a link that was sent to a patient.</summary>
    public const string PatientLink = "patient-link";

    /// <summary>Adds an entry to the caller's transaction.</summary>
    /// <param name="db">The context that writes the act itself.</param>
    /// <param name="action">Stable code of the act.</param>
    /// <param name="patientId">Whose data.</param>
    /// <param name="subjectId">The thing acted upon.</param>
    /// <param name="reason">The reason given, for overrides.</param>
    public void Record(ClinicDbContext db, string action, Guid? patientId, Guid? subjectId = null, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (actor, role) = Caller();
        db.AuditEntries.Add(new AuditEntry
        {
            Id = NewId.NextGuid(),
            At = clock.GetCurrentInstant(),
            Actor = actor,
            Role = role,
            Action = action,
            PatientId = patientId,
            SubjectId = subjectId,
            Reason = reason,
        });
    }

    /// <summary>Records that a patient's data was read, in a transaction of its own, before the data is handed out.</summary>
    /// <typeparam name="TContext">The service's context.</typeparam>
    /// <param name="transactor">Writes the entry.</param>
    /// <param name="action">Stable code of the act.</param>
    /// <param name="patientId">Whose data, or null for a list of many.</param>
    /// <param name="subjectId">The thing read.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    public Task RecordReadAsync<TContext>(
        Transactor<TContext> transactor, string action, Guid? patientId, Guid? subjectId, CancellationToken cancellationToken)
        where TContext : ClinicDbContext
    {
        ArgumentNullException.ThrowIfNull(transactor);
        return transactor.WriteAsync(
            (db, _) =>
            {
                Record(db, action, patientId, subjectId);
                return Task.CompletedTask;
            },
            cancellationToken);
    }

    private (string Actor, string Role) Caller()
    {
        if (http.HttpContext is not { } context)
        {
            return (System, "");
        }

        var user = context.User;
        return user.Identity?.IsAuthenticated == true
            ? (user.FindFirst("sub")?.Value ?? "unknown", string.Join(',', user.Claims.Where(c => c.Type == "role").Select(c => c.Value)))
            : (PatientLink, "");
    }
}
