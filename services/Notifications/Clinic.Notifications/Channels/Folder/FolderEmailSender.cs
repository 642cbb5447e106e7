using Clinic.Notifications.Domain.Reminders;

namespace Clinic.Notifications.Channels.Folder;

/// <summary>Writes emails as <c>.eml</c> files, which any mail program opens.</summary>
internal sealed class FolderEmailSender(MessageFolder folder, EmailComposer composer) : IEmailSender
{
    private const string Extension = ".eml";

    public Channel Channel => Channel.Email;

    public string Provider => "folder";

    public async Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var email = composer.Compose(message);
        using var content = new MemoryStream();
        await email.WriteToAsync(content, cancellationToken);
        return new SendResult.Accepted(await folder.WriteAsync(message.Attempt, Extension, content.ToArray(), cancellationToken));
    }

    public Task<Trace> FindAsync(LostTry lost, CancellationToken cancellationToken) =>
        Task.FromResult(folder.Find(lost.Attempt, Extension));
}
