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
            Body = BodyOf(message),
        };
        email.From.Add(settings.From);
        email.To.Add(MailboxAddress.Parse(message.To));
        email.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        if (message.Unsubscribe is { } link)
        {
            email.Headers.Add(HeaderId.ListUnsubscribe, $"<{link.AbsoluteUri}>");
            email.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        return email;
    }

    private static MimeEntity BodyOf(OutgoingMessage message)
    {
        var text = new MultipartAlternative { Part(TextFormat.Plain, message.Text), Part(TextFormat.Html, message.Html ?? "") };
        if (message.Calendar is not { } calendar)
        {
            return text;
        }

        var attachment = new TextPart("calendar")
        {
            Text = calendar,
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = "appointments.ics" },
            ContentTransferEncoding = ContentEncoding.EightBit,
        };
        attachment.ContentType.Parameters.Add("method", "PUBLISH");
        return new Multipart("mixed") { text, attachment };
    }

    // Not quoted-printable: a link that is broken over lines cannot be read in the file by a person or a script.
    private static TextPart Part(TextFormat format, string text) =>
        new(format) { Text = text, ContentTransferEncoding = ContentEncoding.EightBit };
}
