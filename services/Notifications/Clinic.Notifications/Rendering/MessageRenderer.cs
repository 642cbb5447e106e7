using System.Text.Encodings.Web;
using Clinic.Notifications.Settings;
using Fluid;

namespace Clinic.Notifications.Rendering;

/// <summary>A message as the recipient reads it.</summary>
/// <param name="Subject">Subject of an email; null for a text message.</param>
/// <param name="Text">The plain text.</param>
internal sealed record RenderedMessage(string? Subject, string Text)
{
    /// <summary>Subject and text together, as the text rules see them.</summary>
    public string Everything => Subject is null ? Text : $"{Subject}\n{Text}";

    /// <summary>The text as HTML. Everything is escaped, whoever wrote it.</summary>
    public string Html =>
        "<!DOCTYPE html><html><body>"
        + string.Concat(Text.Split("\n\n").Select(p => $"<p>{HtmlEncoder.Default.Encode(p).Replace("&#xA;", "<br>", StringComparison.Ordinal)}</p>"))
        + "</body></html>";
}

/// <summary>Fills templates in.</summary>
internal sealed class MessageRenderer(MessageSettings settings)
{
    private static readonly FluidParser Parser = new();

    // A template is the clinic's data, and data must not be able to hang the sender.
    private static readonly TemplateOptions Limits = new() { MaxSteps = 10_000, MaxRecursion = 10 };

    /// <summary>What is wrong with the template's syntax, or null.</summary>
    public static string? SyntaxError(string template) => Parser.TryParse(template, out _, out var error) ? null : error;

    /// <summary>Fills a template in.</summary>
    /// <exception cref="FormatException">The template is not valid Liquid.</exception>
    public RenderedMessage Render(TemplateText template, MessageValues values)
    {
        var context = new TemplateContext(Limits);
        context.SetValue("clinic", settings.Texts.SenderName);
        context.SetValue("phone", settings.Texts.ContactPhone);
        foreach (var (name, value) in values.Named())
        {
            context.SetValue(name, value);
        }

        return new RenderedMessage(template.Subject is { } subject ? Fill(subject, context) : null, Fill(template.Body, context));
    }

    private static string Fill(string template, TemplateContext context) => Parser.TryParse(template, out var parsed, out var error)
        ? parsed.Render(context, NullEncoder.Default).Trim()
        : throw new FormatException($"The template is not valid: {error}");
}
