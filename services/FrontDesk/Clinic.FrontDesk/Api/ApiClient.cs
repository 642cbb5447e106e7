using System.Text.Json;
using Clinic.ServiceDefaults.Http;

namespace Clinic.FrontDesk.Api;

/// <summary>Speaks to one service. Refusals and silence are answers, not exceptions.</summary>
/// <param name="http">Sends, with the base address of the service.</param>
/// <param name="service">Its name for people.</param>
internal abstract class ApiClient(HttpClient http, string service)
{
    protected Task<Answer<T>> GetAsync<T>(string path, CancellationToken ct)
        where T : class => SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, path), ct);

    /// <param name="path">Path below the service's base address.</param>
    /// <param name="body">The request.</param>
    /// <param name="key">The idempotency key of the form that was sent: sent twice, it has its effect once.</param>
    /// <param name="ct">Ends when the browser goes away.</param>
    protected Task<Answer<T>> PostAsync<T>(string path, object body, string? key, CancellationToken ct)
        where T : class
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: ApiJson.Options) };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation(IdempotencyKey.HeaderName, key);
        }

        return SendAsync<T>(request, ct);
    }

    protected Task<Answer<T>> PutAsync<T>(string path, object body, int version, CancellationToken ct)
        where T : class
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body, options: ApiJson.Options) };
        request.Headers.TryAddWithoutValidation("If-Match", EntityTag.Of(version));
        return SendAsync<T>(request, ct);
    }

    private async Task<Answer<T>> SendAsync<T>(HttpRequestMessage request, CancellationToken ct)
        where T : class
    {
        using (request)
        {
            try
            {
                using var response = await http.SendAsync(request, ct);
                return response.IsSuccessStatusCode
                    ? (await response.Content.ReadFromJsonAsync<T>(ApiJson.Options, ct))!
                    : await Problem.ReadAsync(response, ct);
            }
            catch (Exception e) when (e is HttpRequestException or JsonException || (e is TaskCanceledException && !ct.IsCancellationRequested))
            {
                return Problem.Of("No answer", $"The {service} service does not answer. Try again in a moment.");
            }
        }
    }
}
