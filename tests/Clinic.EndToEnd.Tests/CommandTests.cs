using Clinic.Testing;
using Xunit;

namespace Clinic.EndToEnd.Tests;

public class CommandTests
{
    [Fact]
    public async Task The_script_is_for_the_engine_that_the_setting_after_the_switch_names()
    {
        var folder = Directory.CreateTempSubdirectory("clinic-script-").FullName;

        var script = await ServiceProcess.RunAsync(
            "Scheduling/Clinic.Scheduling",
            "migrate",
            "--script",
            "--Clinic:Database:Provider=SqlServer",
            "--ConnectionStrings:Scheduling=Server=not-needed",
            $"--Clinic:DataFolder={folder}");

        Assert.Contains("uniqueidentifier", script, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
