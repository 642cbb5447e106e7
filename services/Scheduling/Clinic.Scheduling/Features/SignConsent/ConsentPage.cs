using Clinic.Scheduling.Features.Shared;

namespace Clinic.Scheduling.Features.SignConsent;

/// <summary>The pages behind a signing link.</summary>
internal static class ConsentPage
{
    /// <summary>The form to read and sign.</summary>
    /// <param name="open">What is signed.</param>
    /// <param name="error">What was wrong with an earlier attempt.</param>
    public static string Form(OpenConsent open, string? error) => LinkPage.Document(
        "Consent to treatment",
        open.Form.Language,
        $"""
        <h1>Consent to treatment</h1>
        {(error is null ? "" : $"<p class=\"error\" role=\"alert\" id=\"error\">{LinkPage.Encode(error)}</p>")}
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
    public static string Thanks(OpenConsent signed) => LinkPage.Document(
        "Thank you",
        signed.Form.Language,
        "<h1>Thank you</h1><p>Your signature was received. The clinic will see you at your appointment. "
        + "To withdraw your consent, call the clinic.</p>");

    /// <summary>The answer to a link that doesn't work, whatever the reason.</summary>
    public static string NoLink() => LinkPage.Document(
        "This link does not work",
        "en",
        "<h1>This link does not work</h1><p>It may have been used already, or it may be too old. Please call the clinic.</p>");

    private static string Paragraphs(string text) => string.Concat(text.ReplaceLineEndings("\n")
        .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(p => $"<p>{LinkPage.Encode(p).Replace("\n", "<br>")}</p>"));
}
