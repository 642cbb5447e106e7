using System.Globalization;
using System.Text.Json;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Domain.Texts;
using Clinic.Notifications.Settings;
using NodaTime;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Clinic.Notifications.Channels.Twilio;

/// <summary>
/// Sends text messages through Twilio. A call that certainly did not arrive is tried again; one whose answer was lost, or
/// that ended in an error of Twilio's own, is in doubt and looked up later.
/// </summary>
internal sealed class TwilioSmsSender(
    ITwilioApi api, TwilioSettings twilio, MessageSettings messages, SegmentPace pace, TwilioLookup lookup, IClock clock) : ISmsSender
{
    /// <summary>The provider's name in attempts.</summary>
    public const string Name = "twilio";

    public Channel Channel => Channel.Sms;

    public string Provider => Name;

    public bool ReportsDelivery => true;

    // A quarter of the claim, so that a batch of messages of several segments still leaves well before the claim runs out.
    public int BatchLimit => Math.Max(1, (int)(twilio.SegmentsPerSecond * messages.ClaimTime.TotalSeconds / 4));

    public async Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var claimed = Duration.Min(message.ClaimedUntil - RealTime.Now, messages.ClaimTime);
        var patience = claimed.ToTimeSpan() - TwilioSetup.LongestCall(twilio);
        return await pace.WaitAsync(SmsLength.Of(message.Text).Segments, patience, cancellationToken)
            ? await CallAsync(message, cancellationToken)
            : new SendResult.HeldBack("pace");
    }

    public Task<Trace> FindAsync(LostTry lost, CancellationToken cancellationToken) => lookup.FindAsync(lost, cancellationToken);

    public Task<DeliveryReport?> AskAsync(string reference, CancellationToken cancellationToken) => lookup.AskAsync(reference, cancellationToken);

    private async Task<SendResult> CallAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await api.CreateMessageAsync(twilio.AccountSid, Form(message), cancellationToken);
            return await ReadAsync(answer, cancellationToken);
        }
        catch (BrokenCircuitException)
        {
            return new SendResult.NotNow("circuit-open");
        }
        catch (HttpRequestException e) when (TwilioSetup.NeverSent(e))
        {
            return new SendResult.NotNow($"{e.HttpRequestError}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutRejectedException or OperationCanceledException or JsonException)
        {
            return new SendResult.Unknown(e.GetType().Name);
        }
    }

    private static async Task<SendResult> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var status = (int)answer.StatusCode;
        if (status is >= 300 and < 400 or >= 500)
        {
            // Twilio, or something before it, failed after the call was under way: it may have taken the message.
            return new SendResult.Unknown(string.Create(CultureInfo.InvariantCulture, $"http-{status}"));
        }

        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<TwilioMessage>(body) is { Sid.Length: > 0 } created
                ? new SendResult.Accepted(created.Sid)
                : new SendResult.Unknown("no-sid")
            : TwilioErrors.Refusal(status, CodeIn(body));
    }

    private static int CodeIn(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<TwilioProblem>(body)?.Code ?? 0;
        }
        catch (JsonException)
        {
            // A proxy's error page. The status alone has to do.
            return 0;
        }
    }

    private TwilioOrder Form(OutgoingMessage message)
    {
        var byService = twilio.From.StartsWith("MG", StringComparison.Ordinal);
        return new TwilioOrder
        {
            To = message.To,
            From = byService ? null : twilio.From,
            MessagingServiceSid = byService ? twilio.From : null,
            Body = message.Text,
            StatusCallback = TwilioRoutes.StatusCallback(twilio, message.Attempt.AttemptId).AbsoluteUri,
            ValidityPeriod = ValidSeconds(message),
        };
    }

    private int ValidSeconds(OutgoingMessage message)
    {
        var ofUse = message.NotAfter - clock.GetCurrentInstant();
        return (int)Math.Clamp(ofUse.TotalSeconds, 1, twilio.Validity.TotalSeconds);
    }
}
