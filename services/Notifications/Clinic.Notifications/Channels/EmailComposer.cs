using MimeKit;
using MimeKit.Text;

namespace Clinic.Notifications.Channels;

/// <summary>Makes an email of a message: plain text with an HTML alternative.</summary>
internal sealed class EmailComposer(EmailSettings settings)
{
    /// <summary>Composes it. Its Message-Id is the try's id, so that the recipient's side can tell a repeat.</summary>
    public MimeMessage Compose(OutgoingMessage message)
    {
        var email = new MimeMessage
        {
            Subject = message.Subject ?? "",
            Date = message.Attempt.StartedAt.ToDateTimeOffset(),
            MessageId = $"{message.Attempt.AttemptId:N}@{settings.From.Domain}",
            Body = new MultipartAlternative { Part(TextFormat.Plain, message.Text), Part(TextFormat.Html, message.Html ?? "") },
        };
        email.From.Add(settings.From);
        email.To.Add(MailboxAddress.Parse(message.To));
        email.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return email;
    }

    // Not quoted-printable: a link that is broken over lines cannot be read in the file by a person or a script.
    private static TextPart Part(TextFormat format, string text) =>
        new(format) { Text = text, ContentTransferEncoding = ContentEncoding.EightBit };
}
