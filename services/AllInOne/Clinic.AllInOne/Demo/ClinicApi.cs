using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clinic.ServiceDefaults.Http;

namespace Clinic.AllInOne.Demo;

/// <summary>The clinic's public HTTP API as one of its people uses it. Every POST carries an idempotency key, so it may be repeated.</summary>
/// <param name="http">Sends the requests; its handler may repeat them.</param>
/// <param name="addresses">Where the services are.</param>
/// <param name="tokenFor">Makes a token for a role.</param>
public sealed class ClinicApi(HttpClient http, ClinicAddresses addresses, Func<string, string> tokenFor)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Where the services are.</summary>
    public ClinicAddresses Addresses => addresses;

    /// <summary>GET; the answer must be 200.</summary>
    /// <param name="role">Who asks.</param>
    /// <param name="path">Path from <c>/api/</c> on, for example <c>scheduling/v1/sites</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<JsonNode> GetAsync(string role, string path, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, role, path);
        using var response = await http.SendAsync(request, cancellationToken);
        return await BodyAsync(response, path, cancellationToken);
    }

    /// <summary>POST; the answer must be 2xx.</summary>
    /// <param name="role">Who asks.</param>
    /// <param name="path">Path from <c>/api/</c> on.</param>
    /// <param name="body">The JSON body.</param>
    /// <param name="key">The idempotency key; the same key with the same body has one effect.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<JsonNode> PostAsync(string role, string path, object body, string key, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, role, path, body, key, cancellationToken);
        return await BodyAsync(response, path, cancellationToken);
    }

    /// <summary>PUT of something that is set up once: does nothing when it is there already.</summary>
    /// <param name="role">Who asks.</param>
    /// <param name="path">Path from <c>/api/</c> on; GET of it shows what was put.</param>
    /// <param name="body">The JSON body.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task PutOnceAsync(string role, string path, object body, CancellationToken cancellationToken)
    {
        using var look = Request(HttpMethod.Get, role, path);
        using var found = await http.SendAsync(look, cancellationToken);
        if (found.IsSuccessStatusCode)
        {
            return;
        }

        using var response = await SendAsync(HttpMethod.Put, role, path, body, null, cancellationToken);
        // The answer to an earlier try may have been lost: then it is there, and wants the version that it has.
        if (response.StatusCode != HttpStatusCode.PreconditionRequired)
        {
            await BodyAsync(response, path, cancellationToken);
        }
    }

    /// <summary>POST that must be refused.</summary>
    /// <param name="role">Who asks.</param>
    /// <param name="path">Path from <c>/api/</c> on.</param>
    /// <param name="body">The JSON body.</param>
    /// <param name="status">The status it must be refused with.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The problem details.</returns>
    public async Task<JsonNode> RefusedAsync(
        string role, string path, object body, HttpStatusCode status, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, role, path, body, null, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.StatusCode == status
            ? JsonNode.Parse(text)!
            : throw new StoryException($"{path} should have been refused with {(int)status} and answered {(int)response.StatusCode}: {text}");
    }

    /// <summary>Opens a link as a patient does, without a token.</summary>
    /// <param name="link">The link from the message.</param>
    /// <param name="form">What to post, or null to read the page.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<string> OpenLinkAsync(Uri link, IReadOnlyDictionary<string, string>? form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, link);
        request.Content = form is null ? null : new FormUrlEncodedContent(form);
        using var response = await http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? text
            : throw new StoryException($"The link answered {(int)response.StatusCode}: {text}");
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string role, string path, object body, string? key, CancellationToken cancellationToken)
    {
        using var request = Request(method, role, path);
        request.Content = new StringContent(JsonSerializer.Serialize(body, Json), Encoding.UTF8, "application/json");
        if (key is not null)
        {
            request.Headers.Add(IdempotencyKey.HeaderName, key);
        }

        return await http.SendAsync(request, cancellationToken);
    }

    private HttpRequestMessage Request(HttpMethod method, string role, string path)
    {
        var address = path.Split('/')[0] switch
        {
            "billing" => addresses.Billing,
            "notifications" => addresses.Notifications,
            _ => addresses.Scheduling,
        };
        var request = new HttpRequestMessage(method, new Uri(address, $"/api/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokenFor(role));
        return request;
    }

    private static async Task<JsonNode> BodyAsync(HttpResponseMessage response, string path, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text.Length == 0 ? "{}" : text)!
            : throw new StoryException($"{path} answered {(int)response.StatusCode}: {text}");
    }
}

/// <summary>The story did not go as told.</summary>
/// <param name="message">What was expected and what happened.</param>
public sealed class StoryException(string message) : Exception(message);
