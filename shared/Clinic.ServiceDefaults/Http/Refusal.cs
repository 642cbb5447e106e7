using Microsoft.AspNetCore.Http;

namespace Clinic.ServiceDefaults.Http;

/// <summary>Why a request was refused; becomes problem details (RFC 9457).</summary>
/// <param name="Status">The HTTP status, 4xx.</param>
/// <param name="Code">Stable code; the problem's <c>type</c> is <c>urn:clinic:problem:&lt;code&gt;</c>.</param>
/// <param name="Detail">One sentence for a person, without internals.</param>
/// <param name="Field">The offending field of the request in camel case, or null when no single field is to blame.</param>
public sealed record Refusal(int Status, string Code, string Detail, string? Field = null)
{
    /// <summary>Further members of the problem details, for example the reasons why no plan exists.</summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }

    /// <summary>400: the value of a field is not acceptable.</summary>
    public static Refusal Invalid(string field, string detail) => new(StatusCodes.Status400BadRequest, "validation", detail, field);

    /// <summary>404: the thing the request names does not exist.</summary>
    public static Refusal NotFound(string what, string? field = null) =>
        new(StatusCodes.Status404NotFound, "not-found", $"There is no such {what}.", field);

    /// <summary>409: the request is valid but clashes with what is already so.</summary>
    public static Refusal Conflict(string code, string detail, string? field = null) =>
        new(StatusCodes.Status409Conflict, code, detail, field);

    /// <summary>422: a rule of the clinic forbids it.</summary>
    public static Refusal Rule(string code, string detail, string? field = null) =>
        new(StatusCodes.Status422UnprocessableEntity, code, detail, field);

    /// <summary>412: somebody changed it since the caller read it.</summary>
    public static Refusal Stale() => new(
        StatusCodes.Status412PreconditionFailed, "stale", "It was changed since you read it; read it again.", "If-Match");
}
