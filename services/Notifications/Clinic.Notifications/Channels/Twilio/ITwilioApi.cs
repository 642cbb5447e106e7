using System.Text.Json.Serialization;
using Refit;

namespace Clinic.Notifications.Channels.Twilio;

/// <summary>The part of Twilio's REST API that we use, version 2010-04-01.</summary>
internal interface ITwilioApi
{
    /// <summary>Creates a message. It has no idempotency key: calling it twice sends twice.</summary>
    /// <returns>The raw answer, since what is not JSON must be read as well.</returns>
    [Post("/2010-04-01/Accounts/{accountSid}/Messages.json")]
    Task<HttpResponseMessage> CreateMessageAsync(
        string accountSid, [Body(BodySerializationMethod.UrlEncoded)] TwilioOrder form, CancellationToken cancellationToken);

    /// <summary>Reads a message.</summary>
    [Get("/2010-04-01/Accounts/{accountSid}/Messages/{messageSid}.json")]
    Task<TwilioMessage> FetchMessageAsync(string accountSid, string messageSid, CancellationToken cancellationToken);

    /// <summary>Lists messages to a number, newest first. There is a filter by date of sending too; it would leave out what still waits to be sent.</summary>
    /// <param name="accountSid">The account.</param>
    /// <param name="to">The number, E.164.</param>
    /// <param name="pageSize">Messages on a page, up to 1000.</param>
    /// <param name="page">The page, from 0.</param>
    /// <param name="pageToken">From the answer before; null on the first page.</param>
    /// <param name="cancellationToken">Abandons the call.</param>
    [Get("/2010-04-01/Accounts/{accountSid}/Messages.json")]
    Task<TwilioMessagePage> ListMessagesAsync(
        string accountSid,
        [AliasAs("To")] string to,
        [AliasAs("PageSize")] int pageSize,
        [AliasAs("Page")] int? page,
        [AliasAs("PageToken")] string? pageToken,
        CancellationToken cancellationToken);
}

/// <summary>A message to be sent, as form fields of these names; what is null is left out.</summary>
internal sealed record TwilioOrder
{
    /// <summary>The number it goes to, E.164.</summary>
    public required string To { get; init; }

    /// <summary>Our number; null when a messaging service chooses it.</summary>
    public string? From { get; init; }

    /// <summary>The messaging service; null when <see cref="From"/> is named.</summary>
    public string? MessagingServiceSid { get; init; }

    /// <summary>The text.</summary>
    public required string Body { get; init; }

    /// <summary>Where reports on it go.</summary>
    public required string StatusCallback { get; init; }

    /// <summary>Seconds it may wait in Twilio's queue, 1 to 36,000.</summary>
    public required int ValidityPeriod { get; init; }
}

/// <summary>A message as Twilio shows it.</summary>
/// <param name="Sid">Twilio's id of it.</param>
/// <param name="Status"><c>queued</c>, <c>sending</c>, <c>sent</c>, <c>delivered</c>, <c>undelivered</c>, <c>failed</c> and others.</param>
/// <param name="To">The number it goes to.</param>
/// <param name="Body">The text; empty once it was redacted.</param>
/// <param name="Direction"><c>outbound-api</c> for what we sent.</param>
/// <param name="DateCreated">When Twilio took it, RFC 2822.</param>
/// <param name="ErrorCode">Why it failed, or null.</param>
internal sealed record TwilioMessage(
    [property: JsonPropertyName("sid")] string Sid,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("to")] string? To,
    [property: JsonPropertyName("body")] string? Body,
    [property: JsonPropertyName("direction")] string? Direction,
    [property: JsonPropertyName("date_created")] string? DateCreated,
    [property: JsonPropertyName("error_code")] int? ErrorCode);

/// <summary>A page of messages.</summary>
/// <param name="Messages">The messages, newest first.</param>
/// <param name="NextPageUri">Where the next page is, or null on the last.</param>
internal sealed record TwilioMessagePage(
    [property: JsonPropertyName("messages")] IReadOnlyList<TwilioMessage> Messages,
    [property: JsonPropertyName("next_page_uri")] string? NextPageUri);

/// <summary>Why Twilio refused a call.</summary>
/// <param name="Code">Twilio's own code; 0 when it gave none.</param>
internal sealed record TwilioProblem([property: JsonPropertyName("code")] int Code);
