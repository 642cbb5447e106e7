using Microsoft.Extensions.Configuration;

namespace Clinic.ServiceDefaults.Hosting;

/// <summary>Where a process keeps its files.</summary>
public static class ClinicPaths
{
    /// <summary>The data folder: <c>Clinic:DataFolder</c>, by default <c>data</c> under the current directory.</summary>
    /// <param name="configuration">The configuration.</param>
    public static string DataFolder(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Path.GetFullPath(configuration["Clinic:DataFolder"] is { Length: > 0 } folder ? folder : "data");
    }
}
