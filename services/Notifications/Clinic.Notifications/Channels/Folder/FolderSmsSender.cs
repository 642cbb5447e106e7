using System.Text;
using Clinic.Notifications.Domain.Reminders;

namespace Clinic.Notifications.Channels.Folder;

/// <summary>Writes text messages as <c>.txt</c> files.</summary>
internal sealed class FolderSmsSender(MessageFolder folder) : ISmsSender
{
    private const string Extension = ".txt";

    public Channel Channel => Channel.Sms;

    public string Provider => "folder";

    public async Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var content = $"To: {message.To}\nDate: {message.Attempt.StartedAt}\n\n{message.Text}\n";
        return new SendResult.Accepted(
            await folder.WriteAsync(message.Attempt, Extension, Encoding.UTF8.GetBytes(content), cancellationToken));
    }

    public Task<Trace> FindAsync(LostTry lost, CancellationToken cancellationToken) =>
        Task.FromResult(folder.Find(lost.Attempt, Extension));
}
