using System.Globalization;
using Clinic.Notifications.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Polly;
using Refit;

namespace Clinic.Notifications.Channels.Twilio;

/// <summary>
/// Finds a message whose answer was lost in Twilio's list. Twilio keeps no key of ours, so it is told by number, text and
/// time, and must not belong to another try. Anything less than certain stays for a person, or for Twilio's own report.
/// </summary>
internal sealed class TwilioLookup(ITwilioApi api, TwilioSettings settings, IDbContextFactory<NotificationsDbContext> contexts)
{
    private const int PageSize = 100;
    private const int MostPages = 3;

    // Twilio tells the time to the second, and its clock is not ours.
    private static readonly Duration Tolerance = Duration.FromSeconds(5);

    public async Task<Trace> FindAsync(LostTry lost, CancellationToken cancellationToken)
    {
        if (lost.Trail is not { } trail)
        {
            return new Trace.Unclear();
        }

        try
        {
            return await ListAsync(trail, cancellationToken) is { } sent
                ? Conclude(trail, await UnclaimedAsync(sent, cancellationToken))
                : new Trace.Unclear();
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            return new Trace.Unclear();
        }
    }

    /// <summary>Asks how far a message got.</summary>
    public async Task<DeliveryReport?> AskAsync(string messageSid, CancellationToken cancellationToken)
    {
        try
        {
            var message = await api.FetchMessageAsync(settings.AccountSid, messageSid, cancellationToken);
            return TwilioStatus.Read(message.Status) is { } progress
                ? new DeliveryReport(
                    messageSid, progress, message.ErrorCode is { } code ? TwilioErrors.Name(code) : null, TwilioErrors.CauseOf(message.ErrorCode ?? 0))
                : null;
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            return null;
        }
    }

    private static bool IsNoAnswer(Exception e) =>
        e is ApiException or HttpRequestException or IOException or ExecutionRejectedException or TaskCanceledException;

    private Trace Conclude(AttemptTrail trail, IReadOnlyList<TwilioMessage> unclaimed)
    {
        if (unclaimed.FirstOrDefault(m => AttemptTrail.HashOf(m.Body ?? "") == trail.TextHash) is { } same)
        {
            return new Trace.Found(same.Sid);
        }

        // Another text to the same number at the same time: Twilio may have changed ours on the way (smart encoding, redaction).
        var settled = trail.HandedOverAt + Duration.FromTimeSpan(settings.LookupAfter) <= RealTime.Now;
        return unclaimed.Count == 0 && settled ? new Trace.Absent() : new Trace.Unclear();
    }

    /// <summary>What we sent to the number from the try on, or null when the list is too long to see its end.</summary>
    private async Task<List<TwilioMessage>?> ListAsync(AttemptTrail trail, CancellationToken cancellationToken)
    {
        var since = trail.HandedOverAt - Tolerance;
        var sent = new List<TwilioMessage>();
        string? token = null;
        for (var page = 0; page < MostPages; page++)
        {
            var found = await api.ListMessagesAsync(settings.AccountSid, trail.To, PageSize, page == 0 ? null : page, token, cancellationToken);
            sent.AddRange(found.Messages.Where(m => m.Direction?.StartsWith("outbound", StringComparison.Ordinal) == true && CreatedAt(m) >= since));
            token = TokenIn(found.NextPageUri);
            if (token is null || found.Messages.All(m => CreatedAt(m) < since))
            {
                return sent;
            }
        }

        return null;
    }

    private async Task<IReadOnlyList<TwilioMessage>> UnclaimedAsync(List<TwilioMessage> sent, CancellationToken cancellationToken)
    {
        var sids = sent.Select(m => m.Sid).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var claimed = await db.Attempts
            .Where(a => a.Provider == TwilioSmsSender.Name && sids.Contains(a.ProviderReference!))
            .Select(a => a.ProviderReference)
            .ToListAsync(cancellationToken);
        return [.. sent.Where(m => !claimed.Contains(m.Sid, StringComparer.Ordinal))];
    }

    // One whose time cannot be read counts as new: better a question to a person than a second message.
    private static Instant CreatedAt(TwilioMessage message) =>
        DateTimeOffset.TryParseExact(message.DateCreated, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
        || DateTimeOffset.TryParse(message.DateCreated, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at)
            ? Instant.FromDateTimeOffset(at)
            : Instant.MaxValue;

    private static string? TokenIn(string? nextPageUri) => nextPageUri?.Split('?', 2) is [_, var query]
        ? Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)["PageToken"].FirstOrDefault()
        : null;
}
