using Clinic.Notifications.Settings;
using NodaTime.Text;

namespace Clinic.Notifications.Channels.Folder;

/// <summary>The folder that stands in for providers in the embedded default. A message is there whole or not at all.</summary>
internal sealed class MessageFolder(MessageSettings settings)
{
    // Names sort by time and are the same whenever the same try is asked for.
    private static readonly InstantPattern Stamp = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss.fff'Z'");

    /// <summary>Writes a message.</summary>
    /// <returns>The file's name.</returns>
    public async Task<string> WriteAsync(AttemptKey attempt, string extension, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(settings.Folder);
        var name = NameOf(attempt, extension);
        var path = Path.Combine(settings.Folder, name);
        var temporary = Path.Combine(settings.Folder, $".{name}.tmp");
        await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(content, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        return name;
    }

    /// <summary>Whether the try left its message. The process that made it is gone, so what is not there will not come.</summary>
    public Trace Find(AttemptKey attempt, string extension)
    {
        var name = NameOf(attempt, extension);
        return File.Exists(Path.Combine(settings.Folder, name)) ? new Trace.Found(name) : new Trace.Absent();
    }

    private static string NameOf(AttemptKey attempt, string extension) =>
        $"{Stamp.Format(attempt.StartedAt)}-{attempt.Kind}-{attempt.AttemptId:N}{extension}";
}
