using MailKit.Net.Smtp;
using MimeKit;

namespace Clinic.Notifications.Channels.Smtp;

/// <summary>A connection to the SMTP server that knows how far a message got: before its recipient is accepted no content has left.</summary>
internal sealed class SmtpSession : SmtpClient
{
    /// <summary>Whether the server may have the message that is being sent.</summary>
    public bool MayHaveContent { get; private set; }

    /// <summary>When it was last used, ticks of the machine's running time.</summary>
    public long UsedAt { get; private set; }

    /// <summary>Sends a message.</summary>
    public async Task SendAsync(MimeMessage email, CancellationToken cancellationToken)
    {
        MayHaveContent = false;
        await base.SendAsync(email, cancellationToken);
        UsedAt = Environment.TickCount64;
    }

    /// <inheritdoc />
    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => MayHaveContent = true;
}
