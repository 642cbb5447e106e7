using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Clinic.Testing.Twilio;

/// <summary>Twilio's answers, with the members that its description names.</summary>
internal static class TwilioJson
{
    public static object Of(TakenMessage message) => new
    {
        account_sid = TwilioStandIn.AccountSid,
        api_version = "2010-04-01",
        body = message.Body,
        date_created = Rfc2822(message.TakenAt),
        date_sent = message.Status == "queued" ? null : Rfc2822(message.TakenAt),
        date_updated = Rfc2822(message.TakenAt),
        direction = "outbound-api",
        error_code = message.ErrorCode,
        error_message = (string?)null,
        from = message.From,
        messaging_service_sid = (string?)null,
        num_media = "0",
        num_segments = "1",
        price = (string?)null,
        price_unit = "USD",
        sid = message.Sid,
        status = message.Status,
        subresource_uris = new { media = $"{Root}/{message.Sid}/Media.json" },
        to = message.To,
        uri = $"{Root}/{message.Sid}.json",
    };

    public static object Page(IReadOnlyList<TakenMessage> all, int page, int size, string to) => new
    {
        messages = all.Skip(page * size).Take(size).Select(Of),
        page,
        page_size = size,
        start = page * size,
        end = Math.Min(all.Count, (page + 1) * size) - 1,
        uri = $"{Root}.json",
        first_page_uri = $"{Root}.json?Page=0",
        previous_page_uri = (string?)null,
        next_page_uri = all.Count > (page + 1) * size
            ? $"{Root}.json?To={Uri.EscapeDataString(to)}&PageSize={size}&Page={page + 1}&PageToken=PASM{page + 1}"
            : null,
    };

    public static IResult Problem(int status, int code, string message) => Results.Json(
        new { code, message, more_info = $"https://www.twilio.com/docs/errors/{code}", status }, statusCode: status);

    private static string Root => $"/2010-04-01/Accounts/{TwilioStandIn.AccountSid}/Messages";

    private static string Rfc2822(DateTimeOffset at) => at.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);
}
