using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Clinic.ServiceDefaults.Http;

/// <summary>A body that carries the version of what it shows; the answer then has an <c>ETag</c>.</summary>
public interface IVersioned
{
    /// <summary>Grows with every change.</summary>
    int Version { get; }
}

/// <summary>Entity tags: the version in quotes. An update names the one it read in <c>If-Match</c>.</summary>
public static class EntityTag
{
    /// <summary>The tag of a version.</summary>
    /// <param name="version">The version.</param>
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Reads the version that the caller wants to change.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The version, or 428 without the header, or 400 when it is not one of our tags.</returns>
    public static Outcome<int> Required(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0)
        {
            return new Refusal(
                StatusCodes.Status428PreconditionRequired, "if-match-required", "Send If-Match with the ETag you read.", "If-Match");
        }

        return int.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : Refusal.Invalid("If-Match", "If-Match must be the ETag of an earlier answer.");
    }

    /// <summary>200 with the body and its <c>ETag</c>.</summary>
    /// <typeparam name="T">The body.</typeparam>
    /// <param name="http">The request's context.</param>
    /// <param name="body">The body.</param>
    public static IResult Ok<T>(HttpContext http, T body)
        where T : IVersioned
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Headers.ETag = Of(body.Version);
        return Results.Ok(body);
    }
}
