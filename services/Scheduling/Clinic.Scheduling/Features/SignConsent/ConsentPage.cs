using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Clinic.Scheduling.Features.SignConsent;

/// <summary>The pages behind a signing link: plain HTML without scripts, usable with a keyboard and a screen reader.</summary>
internal static class ConsentPage
{
    private const string Style =
        "body{font:1.1rem/1.6 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}"
        + "label{display:block;margin:1rem 0 .3rem}input[type=text]{font:inherit;width:100%;padding:.5rem;box-sizing:border-box}"
        + "button{font:inherit;margin-top:1.5rem;padding:.6rem 1.4rem}.check{display:flex;gap:.6rem;align-items:baseline}"
        + ".error{border-left:.3rem solid #b00020;padding-left:.8rem}section{border:1px solid #767676;padding:0 1rem}";

    private static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The form to read and sign.</summary>
    /// <param name="open">What is signed.</param>
    /// <param name="error">What was wrong with an earlier attempt.</param>
    public static string Form(OpenConsent open, string? error) => Document(
        "Consent to treatment",
        open.Form.Language,
        $"""
        <h1>Consent to treatment</h1>
        {(error is null ? "" : $"<p class=\"error\" role=\"alert\" id=\"error\">{Encode(error)}</p>")}
        <p>Please read the text. If you agree, type your full name, tick the box and press the button. If you have a question, call the
        clinic first. You can change your mind at any time before a treatment.</p>
        <section aria-labelledby="text"><h2 id="text">What you sign</h2>
        {Paragraphs(open.Form.Text)}
        </section>
        <p>It covers up to {open.Consent.Infusions} treatments, and holds for {open.Form.ValidDays} days from today.</p>
        <form method="post" autocomplete="off">
        <label for="fullName">Your full name</label>
        <input type="text" id="fullName" name="fullName" required maxlength="200" autocomplete="name"{(error is null ? "" : " aria-describedby=\"error\"")}>
        <div class="check"><input type="checkbox" id="accepted" name="accepted" value="true" required>
        <label for="accepted">I have read the text and I agree to it.</label></div>
        <button type="submit">Sign</button>
        </form>
        """);

    /// <summary>The answer to a signature.</summary>
    public static string Thanks(OpenConsent signed) => Document(
        "Thank you",
        signed.Form.Language,
        "<h1>Thank you</h1><p>Your signature was received. The clinic will see you at your appointment. "
        + "To withdraw your consent, call the clinic.</p>");

    /// <summary>The answer to a link that doesn't work, whatever the reason.</summary>
    public static string NoLink() => Document(
        "This link does not work",
        "en",
        "<h1>This link does not work</h1><p>It may have been used already, or it may be too old. Please call the clinic.</p>");

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

    private static string Document(string title, string language, string body) =>
        $"<!doctype html><html lang=\"{Encode(language)}\"><head><meta charset=\"utf-8\"><title>{title}</title>"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">"
        + $"<style>{Style}</style></head><body><main>{body}</main></body></html>";

    private static string Paragraphs(string text) => string.Concat(text.ReplaceLineEndings("\n")
        .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(p => $"<p>{Encode(p).Replace("\n", "<br>")}</p>"));

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
