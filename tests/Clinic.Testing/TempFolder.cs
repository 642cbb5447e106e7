namespace Clinic.Testing;

/// <summary>A folder of a test's own, removed with it.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Makes the folder.</summary>
    public TempFolder() => Path = Directory.CreateTempSubdirectory("clinic-test-").FullName;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A file is still held open by a process that is going down; the operating system cleans its temporary folder.
        }
    }
}
