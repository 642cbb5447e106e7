using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Domain.Texts;
using Clinic.Notifications.Settings;

namespace Clinic.Notifications.Rendering;

/// <summary>A template filled in with sample values, and what is wrong with it.</summary>
/// <param name="Message">The filled-in message; null when the syntax is wrong.</param>
/// <param name="Sms">How it travels by SMS; null for email.</param>
/// <param name="Problems">One sentence for each rule it breaks.</param>
internal sealed record TemplateCheck(RenderedMessage? Message, SmsLength? Sms, IReadOnlyList<string> Problems);

/// <summary>Checks wording before a patient sees it.</summary>
internal sealed class TemplateChecks(MessageRenderer renderer, MessageSettings settings)
{
    /// <summary>Fills the template in with values of usual length and checks the result.</summary>
    public TemplateCheck Check(TemplateText template)
    {
        var errors = new[] { template.Subject ?? "", template.Body }.Select(MessageRenderer.SyntaxError).OfType<string>().ToList();
        if (errors.Count > 0)
        {
            return new TemplateCheck(null, null, errors);
        }

        var message = renderer.Render(template, MessageValues.Sample);
        var problems = settings.Texts.Check(template.Channel, message.Everything);
        return new TemplateCheck(message, template.Channel is Channel.Sms ? SmsLength.Of(message.Text) : null, problems);
    }
}
