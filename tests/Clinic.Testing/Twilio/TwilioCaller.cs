using System.Security.Cryptography;
using System.Text;

namespace Clinic.Testing.Twilio;

/// <summary>
/// What Twilio calls: signed, form-encoded reports and answers. They arrive without the prefix of the public address, as
/// behind a proxy that strips it.
/// </summary>
/// <param name="client">A client of the service without a token.</param>
/// <param name="publicUrl">How Twilio reaches the service.</param>
public sealed class TwilioCaller(HttpClient client, string publicUrl = "https://clinic.example/outside")
{
    private const string Root = "/api/notifications/v1/webhooks/twilio";

    /// <summary>Reports on a message, where its callback asks for it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="status">Its status.</param>
    /// <param name="errorCode">Why it failed.</param>
    public Task<HttpResponseMessage> ReportAsync(TakenMessage message, string status, int? errorCode = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        var form = new Dictionary<string, string>
        {
            ["AccountSid"] = TwilioStandIn.AccountSid,
            ["MessageSid"] = message.Sid,
            ["MessageStatus"] = status,
            ["From"] = message.From,
            ["To"] = message.To,
        };
        if (errorCode is { } code)
        {
            form["ErrorCode"] = $"{code}";
        }

        return PostAsync(message.StatusCallback[publicUrl.Length..], form);
    }

    /// <summary>Hands over an answer.</summary>
    /// <param name="from">Who wrote it.</param>
    /// <param name="body">The text.</param>
    /// <param name="sid">Its id; a new one by default.</param>
    /// <param name="signature">Another signature than the right one.</param>
    public Task<HttpResponseMessage> AnswerAsync(string from, string body, string? sid = null, string? signature = null) => PostAsync(
        $"{Root}/messages",
        new Dictionary<string, string>
        {
            ["AccountSid"] = TwilioStandIn.AccountSid,
            ["MessageSid"] = sid ?? $"SM{Guid.NewGuid():N}",
            ["From"] = from,
            ["To"] = TwilioStandIn.Number,
            ["Body"] = body,
            ["NumMedia"] = "0",
        },
        signature);

    private async Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> form, string? signature = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("X-Twilio-Signature", signature ?? Sign(publicUrl + path, form));
        return await client.SendAsync(request);
    }

#pragma warning disable CA5350 // Twilio signs with SHA-1.
    private static string Sign(string url, Dictionary<string, string> form)
    {
        var text = new StringBuilder(url);
        foreach (var key in form.Keys.Order(StringComparer.Ordinal))
        {
            text.Append(key).Append(form[key]);
        }

        using var hmac = new HMACSHA1(Encoding.UTF8.GetBytes(TwilioStandIn.AuthToken));
        return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(text.ToString())));
    }
#pragma warning restore CA5350
}
