using System.Text.Json;
using Clinic.ServiceDefaults.Database;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Clinic.ServiceDefaults.Http;

/// <summary>Turns what was thrown into problem details that name the field and leak nothing.</summary>
/// <param name="logger">Gets what was unexpected; the framework stays silent about exceptions that are handled here.</param>
internal sealed class ErrorHandling(ILogger<ErrorHandling> logger) : IExceptionHandler
{
    private const string RetryAfterSeconds = "5";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
                new Refusal(StatusCodes.Status413PayloadTooLarge, "too-large", "The request is too large.", "body"),
            BadHttpRequestException { InnerException: JsonException json } => Malformed(json),
            BadHttpRequestException bad => Malformed(bad),
            OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested =>
                new Refusal(StatusCodes.Status499ClientClosedRequest, "cancelled", "The caller went away."),
            _ when DbErrors.IsUnavailable(exception) => Unavailable(httpContext, exception),
            _ => Unexpected(httpContext, exception),
        };
        httpContext.Response.StatusCode = problem.Status;
        await problem.ToProblem().ExecuteAsync(httpContext);
        return true;
    }

    private Refusal Unavailable(HttpContext http, Exception exception)
    {
        logger.LogWarning(exception, "The database is away: {Method} {Route}", http.Request.Method, RouteOf(http));
        http.Response.Headers.RetryAfter = RetryAfterSeconds;
        return new Refusal(
            StatusCodes.Status503ServiceUnavailable,
            "database-unavailable",
            "The database can't be reached at the moment. It is safe to send the same request again, with the same Idempotency-Key.");
    }

    private Refusal Unexpected(HttpContext http, Exception exception)
    {
        logger.LogError(exception, "Unexpected failure of {Method} {Route}", http.Request.Method, RouteOf(http));
        return new Refusal(StatusCodes.Status500InternalServerError, "internal", "Something went wrong on our side. It is safe to try again.");
    }

    // The route's pattern, not the path: a path may carry a signing token. By now the request itself has no endpoint any more.
    private static string? RouteOf(HttpContext http) => http.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName;

    private static Refusal Malformed(JsonException json)
    {
        var field = (json.Path ?? "$").TrimStart('$').TrimStart('.');
        return field.Length == 0
            ? Refusal.Invalid("body", "The body is not the JSON object that this route takes.")
            : Refusal.Invalid(field, "The value has the wrong form, or there is no such field.");
    }

    // ASP.NET Core words these as: Failed to bind parameter "Guid seriesId" from "x"; a property of [AsParameters] comes in Pascal case.
    // Or, without a body: Implicit body inferred for parameter "request" but no body was provided.
    private static Refusal Malformed(BadHttpRequestException bad)
    {
        if (bad.Message.Contains("no body was provided", StringComparison.Ordinal))
        {
            return Refusal.Invalid("body", "A JSON body is required.");
        }

        var quoted = bad.Message.Split('"');
        return quoted.Length > 1
            ? Refusal.Invalid(JsonNamingPolicy.CamelCase.ConvertName(quoted[1].Split(' ')[^1]), "The value is missing or has the wrong form.")
            : Refusal.Invalid("body", "The request could not be read.");
    }
}
