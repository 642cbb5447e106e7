using System.Net;
using System.Text.Json;
using Xunit;

namespace Clinic.ServiceDefaults.Tests.Shelf;

/// <summary>Checks problem details (RFC 9457).</summary>
internal static class Problem
{
    /// <summary>Asserts status, stable type and the field that is named; returns the body.</summary>
    public static async Task<string> AssertAsync(HttpResponseMessage answer, HttpStatusCode status, string code, string? field)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"Expected {status}, but it was {answer.StatusCode}: {body}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(body);
        Assert.Equal($"urn:clinic:problem:{code}", problem.RootElement.GetProperty("type").GetString());
        if (field is not null)
        {
            Assert.True(problem.RootElement.GetProperty("errors").TryGetProperty(field, out _), $"'{field}' is not named: {body}");
        }

        return body;
    }
}
