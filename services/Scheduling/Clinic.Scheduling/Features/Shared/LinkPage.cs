using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Clinic.Scheduling.Features.Shared;

/// <summary>The frame of every page behind a link that a patient got: plain HTML without scripts, usable with a keyboard and a screen reader.</summary>
internal static class LinkPage
{
    private const string Style =
        "body{font:1.1rem/1.6 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}"
        + "label{display:block;margin:1rem 0 .3rem}input[type=text]{font:inherit;width:100%;padding:.5rem;box-sizing:border-box}"
        + "button{font:inherit;margin-top:1.5rem;padding:.6rem 1.4rem}.check{display:flex;gap:.6rem;align-items:baseline}"
        + ".error{border-left:.3rem solid #b00020;padding-left:.8rem}section{border:1px solid #767676;padding:0 1rem}";

    private static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>A whole page.</summary>
    /// <param name="title">Its title, for people.</param>
    /// <param name="language">BCP 47 tag of the text.</param>
    /// <param name="body">HTML; everything in it that somebody else wrote is encoded.</param>
    public static string Document(string title, string language, string body) =>
        $"<!doctype html><html lang=\"{Encode(language)}\"><head><meta charset=\"utf-8\"><title>{Encode(title)}</title>"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">"
        + $"<style>{Style}</style></head><body><main>{body}</main></body></html>";

    /// <summary>Sends a page with the headers that keep it to itself.</summary>
    public static IResult Send(HttpContext http, string html, int status = StatusCodes.Status200OK)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        // The address holds the secret: it must not travel to wherever a reader goes next.
        headers["Referrer-Policy"] = "no-referrer";
        return Results.Content(html, "text/html; charset=utf-8", Encoding.UTF8, status);
    }

    /// <summary>Text that somebody wrote, as HTML.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(text);
}
