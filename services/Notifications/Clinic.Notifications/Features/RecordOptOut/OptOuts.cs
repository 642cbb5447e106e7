using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Persistence;
using Clinic.ServiceDefaults.Audit;
using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.Notifications.Features.RecordOptOut;

/// <summary>Where a wish about text messages came from.</summary>
/// <param name="Method">How it was said: <c>sms</c> for an answer, <c>email</c> for the link of one, <c>provider</c> when the provider told us.</param>
/// <param name="Evidence">What proves it, for example the provider's id of the answer.</param>
internal sealed record OptOutProof(string Method, string Evidence);

/// <summary>
/// Records that a patient wants no more text messages, or wants them again, or ended emails by their link. A wish counts at once (the law allows 10
/// business days, 47 CFR 64.1200(a)(10)) and for every purpose: the patient can't name one.
/// </summary>
internal sealed class OptOuts(Transactor<NotificationsDbContext> transactor, Auditor auditor, IClock clock)
{
    private const string Patient = "patient";
    private const int Tries = 3;
    private static readonly string[] OwnMethods = ["sms", "provider"];

    /// <summary>Opts out of texts in a transaction of its own; another decision at the same instant takes its turn before or after.</summary>
    public Task StopAsync(Guid patientId, OptOutProof proof, CancellationToken cancellationToken) =>
        WriteAsync((db, token) => StopAsync(db, patientId, proof, token), cancellationToken);

    /// <summary>Ends emails of one purpose in a transaction of its own, as above. What was off already stays as it is, with its own proof.</summary>
    public Task EndEmailsAsync(Guid patientId, Purpose purpose, OptOutProof proof, CancellationToken cancellationToken) => WriteAsync(
        async (db, token) =>
        {
            var known = await KnownAsync(db, patientId, token);
            if (Newest(known, Channel.Email, purpose) is not { Allowed: false })
            {
                Add(db, patientId, known.Count, Channel.Email, [purpose], allowed: false, proof);
                auditor.Record(db, "preferences.unsubscribe", patientId);
            }
        },
        cancellationToken);

    /// <summary>Opts out inside the caller's transaction. What was off already stays as it is, with its own proof.</summary>
    /// <returns>False when all was off already.</returns>
    public async Task<bool> StopAsync(NotificationsDbContext db, Guid patientId, OptOutProof proof, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(db, patientId, cancellationToken);
        var on = Enum.GetValues<Purpose>().Where(purpose => Newest(known, Channel.Sms, purpose) is null or { Allowed: true }).ToList();
        Add(db, patientId, known.Count, Channel.Sms, on, allowed: false, proof);
        auditor.Record(db, "preferences.opt-out", patientId);
        return on.Count > 0;
    }

    /// <summary>Opts in again: takes back what an answer or the provider switched off, and nothing that the patient declined otherwise.</summary>
    public async Task StartAsync(NotificationsDbContext db, Guid patientId, OptOutProof proof, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(db, patientId, cancellationToken);
        var off = Enum.GetValues<Purpose>()
            .Where(purpose => Newest(known, Channel.Sms, purpose) is { Allowed: false } newest && OwnMethods.Contains(newest.Method, StringComparer.Ordinal));
        Add(db, patientId, known.Count, Channel.Sms, off, allowed: true, proof);
        auditor.Record(db, "preferences.opt-in", patientId);
    }

    private async Task WriteAsync(Func<NotificationsDbContext, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await transactor.WriteAsync(work, cancellationToken);
                return;
            }
            catch (DbUpdateException e) when (attempt < Tries && DbErrors.IsUniqueViolation(e))
            {
                // The patient's next number was taken meanwhile; look again.
            }
        }
    }

    private static Task<List<PreferenceChange>> KnownAsync(NotificationsDbContext db, Guid patientId, CancellationToken cancellationToken) =>
        db.PreferenceChanges.AsNoTracking().Where(p => p.PatientId == patientId).ToListAsync(cancellationToken);

    private static PreferenceChange? Newest(IEnumerable<PreferenceChange> known, Channel channel, Purpose purpose) =>
        known.Where(p => p.Channel == channel && p.Purpose == purpose).MaxBy(p => p.Number);

    private void Add(
        NotificationsDbContext db, Guid patientId, int known, Channel channel, IEnumerable<Purpose> purposes, bool allowed, OptOutProof proof) =>
        db.PreferenceChanges.AddRange(purposes.Select((purpose, i) => new PreferenceChange
        {
            PatientId = patientId,
            Number = known + i + 1,
            Channel = channel,
            Purpose = purpose,
            Allowed = allowed,
            DecidedAt = clock.GetCurrentInstant(),
            RecordedBy = Patient,
            Method = proof.Method,
            Evidence = proof.Evidence,
        }));
}
