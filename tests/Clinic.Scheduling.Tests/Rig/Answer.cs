using System.Net;
using System.Text.Json.Nodes;

namespace Clinic.Scheduling.Tests.Rig;

/// <summary>What the service answered.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonNode? Body, string? ETag)
{
    public string? Problem => Body?["type"]?.GetValue<string>().Replace("urn:clinic:problem:", "");

    public string? Detail => Body?["detail"]?.GetValue<string>();

    public IReadOnlyList<string> Fields => [.. (Body?["errors"]?.AsObject() ?? []).Select(e => e.Key)];

    public Guid Id => Body!["id"]!.GetValue<Guid>();

    public JsonNode this[string name] => Body![name]!;

    public Answer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {status}, but it was {Status}: {Body?.ToJsonString()}");
        return this;
    }

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new Answer(response.StatusCode, isJson ? JsonNode.Parse(text) : text, response.Headers.ETag?.Tag);
    }
}
