using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Clinic.Billing.Tests.Rig;

/// <summary>Reads answers and says what was answered when it was another than expected.</summary>
internal static class Answers
{
    public static async Task<JsonNode> SuccessAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {body}");
        return JsonNode.Parse(body)!;
    }

    /// <summary>The answer is a problem with this status that names this field.</summary>
    public static async Task RefusedAsync(HttpResponseMessage response, HttpStatusCode status, string field)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode}: {body}");
        Assert.Contains(field, JsonNode.Parse(body)!["errors"]!.AsObject().Select(e => e.Key));
    }

    public static long Minor(this JsonNode node, string name) => node[name]!["amountMinor"]!.GetValue<long>();

    public static string Text(this JsonNode node, string name) => node[name]!.GetValue<string>();

    public static JsonArray Items(this JsonNode node) => node["items"]!.AsArray();
}
