using System.Net.Sockets;
using Clinic.Notifications.Domain.Reminders;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Clinic.Notifications.Channels.Smtp;

/// <summary>
/// Sends emails through an SMTP server, over one connection that stays open while there is more to send. Until the recipient is
/// accepted a failure is harmless and tried again; once the content is on its way, a lost answer leaves the message in doubt, for SMTP
/// has no way to ask.
/// </summary>
internal sealed class SmtpEmailSender(EmailSettings settings, EmailComposer composer) : IEmailSender, IDisposable
{
    private const long IdleMilliseconds = 5_000;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private SmtpSession? _open;

    public Channel Channel => Channel.Email;

    public string Provider => "smtp";

    public bool AnswersLookups => false;

    // Few, so that what is checked when a batch is claimed is still true when its last message leaves.
    public int BatchLimit => 50;

    public async Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var email = composer.Compose(message);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // A server may close a connection at any time between two messages; that is no reason to put the next one off.
            return (StillOpen() is { } session ? await HandOverAsync(session, email, cancellationToken) : null)
                ?? await ConnectAsync(cancellationToken)
                ?? await HandOverAsync(_open!, email, cancellationToken)
                ?? new SendResult.NotNow("connection-lost");
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task<Trace> FindAsync(LostTry lost, CancellationToken cancellationToken) => Task.FromResult<Trace>(new Trace.Unclear());

    public void Dispose()
    {
        Close();
        _turn.Dispose();
    }

    private SmtpSession? StillOpen()
    {
        if (_open is { IsConnected: false } || Environment.TickCount64 - _open?.UsedAt > IdleMilliseconds)
        {
            Close();
        }

        return _open;
    }

    private async Task<SendResult?> ConnectAsync(CancellationToken cancellationToken)
    {
        var session = new SmtpSession { Timeout = (int)settings.Timeout.TotalMilliseconds };
        try
        {
            await session.ConnectAsync(settings.Host, settings.Port, settings.Security, cancellationToken);
            if (settings.UserName is { Length: > 0 } user)
            {
                await session.AuthenticateAsync(user, settings.Password ?? "", cancellationToken);
            }

            _open = session;
            return null;
        }
        catch (Exception e) when (IsLost(e) || e is CommandException or AuthenticationException or SslHandshakeException)
        {
            session.Dispose();
            return new SendResult.NotNow(e.GetType().Name);
        }
    }

    /// <returns>Null when the connection was lost before anything of the message had left.</returns>
    private async Task<SendResult?> HandOverAsync(SmtpSession session, MimeMessage email, CancellationToken cancellationToken)
    {
        try
        {
            await session.SendAsync(email, cancellationToken);
            return new SendResult.Accepted(email.MessageId ?? "");
        }
        catch (SmtpCommandException e)
        {
            // The server answered, so it did not take the message: 4xx asks to come again, 5xx is final (RFC 5321, 4.2.1).
            Close();
            var code = $"smtp-{(int)e.StatusCode}";
            return (int)e.StatusCode < 500 ? new SendResult.NotNow(code) : new SendResult.Refused(code);
        }
        catch (Exception e) when (IsLost(e) || e is OperationCanceledException)
        {
            Close();
            return session.MayHaveContent ? new SendResult.Unknown(e.GetType().Name) : null;
        }
    }

    private static bool IsLost(Exception e) => e is SocketException or IOException or ProtocolException or TimeoutException;

    private void Close()
    {
        _open?.Dispose();
        _open = null;
    }
}
