using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Clinic.ServiceDefaults.Http;

/// <summary>The <c>Idempotency-Key</c> of a request with a hash of its body.</summary>
/// <param name="Scope">Hash of caller, method and path.</param>
/// <param name="Key">The caller's key.</param>
/// <param name="BodyHash">Hash of the body.</param>
public sealed record IdempotencyKey(string Scope, string Key, string BodyHash)
{
    /// <summary>The request header.</summary>
    public const string HeaderName = "Idempotency-Key";

    internal static IdempotencyKey? Of(HttpContext http) => http.Items[typeof(IdempotencyKey)] as IdempotencyKey;

    /// <summary>Reads the key and hashes the body before anything binds it.</summary>
    internal static async Task Middleware(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.Headers.TryGetValue(HeaderName, out var header))
        {
            await next(http);
            return;
        }

        var key = header.ToString();
        if (key.Length is 0 or > IdempotentAnswer.MaxKeyLength || key.Any(c => c is < '!' or > '~'))
        {
            var refusal = Refusal.Invalid(
                HeaderName, $"An idempotency key has 1 to {IdempotentAnswer.MaxKeyLength} printable ASCII characters without spaces.");
            await refusal.ToProblem().ExecuteAsync(http);
            return;
        }

        http.Request.EnableBuffering();
        var bodyHash = Convert.ToHexString(await SHA256.HashDataAsync(http.Request.Body, http.RequestAborted));
        http.Request.Body.Position = 0;
        http.Items[typeof(IdempotencyKey)] = new IdempotencyKey(ScopeOf(http), key, bodyHash);
        await next(http);
    }

    private static string ScopeOf(HttpContext http)
    {
        var caller = http.User.FindFirstValue("sub") ?? "anonymous";
        var scope = $"{caller}\n{http.Request.Method}\n{http.Request.Path}";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(scope)));
    }
}
