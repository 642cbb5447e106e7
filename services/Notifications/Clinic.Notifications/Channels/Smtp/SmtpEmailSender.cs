using System.Net.Sockets;
using Clinic.Notifications.Domain.Reminders;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Clinic.Notifications.Channels.Smtp;

/// <summary>
/// Sends emails through an SMTP server. Until the message is handed over a failure is harmless and tried again; once it is
/// on its way, a lost answer leaves it in doubt, for SMTP has no way to ask.
/// </summary>
internal sealed class SmtpEmailSender(EmailSettings settings, EmailComposer composer) : IEmailSender
{
    public Channel Channel => Channel.Email;

    public string Provider => "smtp";

    public async Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var email = composer.Compose(message);
        using var client = new SmtpClient { Timeout = (int)settings.Timeout.TotalMilliseconds };
        return await ConnectAsync(client, cancellationToken) ?? await HandOverAsync(client, email, cancellationToken);
    }

    public Task<Trace> FindAsync(LostTry lost, CancellationToken cancellationToken) => Task.FromResult<Trace>(new Trace.Unclear());

    private async Task<SendResult?> ConnectAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, settings.Security, cancellationToken);
            if (settings.UserName is { Length: > 0 } user)
            {
                await client.AuthenticateAsync(user, settings.Password ?? "", cancellationToken);
            }

            return null;
        }
        catch (Exception e) when (e is SocketException or IOException or ProtocolException or CommandException
            or AuthenticationException or SslHandshakeException or TimeoutException)
        {
            return new SendResult.NotNow(e.GetType().Name);
        }
    }

    private static async Task<SendResult> HandOverAsync(SmtpClient client, MimeMessage email, CancellationToken cancellationToken)
    {
        try
        {
            await client.SendAsync(email, cancellationToken);
        }
        catch (SmtpCommandException e)
        {
            // The server answered, so it did not take the message: 4xx asks to come again, 5xx is final (RFC 5321, 4.2.1).
            var code = $"smtp-{(int)e.StatusCode}";
            return (int)e.StatusCode < 500 ? new SendResult.NotNow(code) : new SendResult.Refused(code);
        }
        catch (Exception e) when (e is SocketException or IOException or ProtocolException or TimeoutException or OperationCanceledException)
        {
            return new SendResult.Unknown(e.GetType().Name);
        }

        await DisconnectAsync(client);
        return new SendResult.Accepted(email.MessageId ?? "");
    }

    private static async Task DisconnectAsync(SmtpClient client)
    {
        try
        {
            await client.DisconnectAsync(quit: true, CancellationToken.None);
        }
        catch (Exception e) when (e is SocketException or IOException or ProtocolException or CommandException)
        {
            // The message was accepted before; how the goodbye went changes nothing.
        }
    }
}
