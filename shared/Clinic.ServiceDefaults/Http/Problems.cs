using Microsoft.AspNetCore.Http;

namespace Clinic.ServiceDefaults.Http;

/// <summary>Makes problem details of one shape everywhere: stable <c>type</c>, a sentence, and <c>errors</c> by field.</summary>
public static class Problems
{
    /// <summary>The problem's <c>type</c> for a code.</summary>
    /// <param name="code">The stable code.</param>
    public static string TypeOf(string code) => $"urn:clinic:problem:{code}";

    /// <summary>The answer for a refusal.</summary>
    /// <param name="refusal">Why.</param>
    public static IResult ToProblem(this Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var extensions = new Dictionary<string, object?>(refusal.Extensions ?? new Dictionary<string, object?>(), StringComparer.Ordinal);
        if (refusal.Field is { } field)
        {
            extensions["errors"] = new Dictionary<string, string[]> { [field] = [refusal.Detail] };
        }

        return Results.Problem(
            detail: refusal.Detail,
            statusCode: refusal.Status,
            title: Title(refusal.Code),
            type: TypeOf(refusal.Code),
            extensions: extensions);
    }

    /// <summary>The answer for several fields that are not acceptable.</summary>
    /// <param name="errors">Messages by field name in camel case.</param>
    public static IResult Invalid(IDictionary<string, string[]> errors) => Results.ValidationProblem(
        errors,
        detail: "The request has values that are not acceptable; see errors.",
        title: Title("validation"),
        type: TypeOf("validation"));

    private static string Title(string code) =>
        char.ToUpperInvariant(code[0]) + code[1..].Replace('-', ' ');
}
