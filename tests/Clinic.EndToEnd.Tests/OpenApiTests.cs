using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clinic.AllInOne;
using Clinic.ServiceDefaults.Hosting;
using Clinic.Testing;
using Xunit;

namespace Clinic.EndToEnd.Tests;

/// <summary>
/// The API documents are committed and compared, so that a change of the API is seen in review. To agree to a change:
/// CLINIC_UPDATE_SNAPSHOTS=1 dotnet test tests/Clinic.EndToEnd.Tests
/// </summary>
public class OpenApiTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Theory]
    [InlineData("scheduling")]
    [InlineData("billing")]
    [InlineData("notifications")]
    public async Task The_document_is_the_one_that_was_agreed(string service)
    {
        var folder = Directory.CreateTempSubdirectory("clinic-openapi-").FullName;
        var address = ServiceProcess.FreeAddress();
        await using var app = AllInOneHost.Build([$"--urls={address}", $"--Clinic:DataFolder={folder}"]);
        await app.MigrateAndStartAsync();
        using var http = new HttpClient();

        var actual = Normalized(await http.GetStringAsync(new Uri(address, $"/openapi/{service}.json"), TestContext.Current.CancellationToken));

        var path = SnapshotPath(service);
        if (Environment.GetEnvironmentVariable("CLINIC_UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, actual, TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(path), $"{path} is missing");
        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), actual);
    }

    private static string Normalized(string document)
    {
        var json = JsonNode.Parse(document)!.AsObject();
        json.Remove("servers");
        return json.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
    }

    private static string SnapshotPath(string service, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", "openapi", $"{service}.json"));
}
