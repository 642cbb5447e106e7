using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration.Memory;

namespace Clinic.ServiceDefaults.Hosting;

/// <summary>
/// The settings of a program that nobody has configured. They are code and not a file, since the one-process clinic would
/// otherwise get four files of one name; a settings file, the environment and the command line all come before them.
/// </summary>
internal static class DefaultSettings
{
    private static readonly Dictionary<string, string> Addresses = new(StringComparer.Ordinal)
    {
        ["all-in-one"] = "http://localhost:5080",
        ["scheduling"] = "http://localhost:5101",
        ["billing"] = "http://localhost:5102",
        ["notifications"] = "http://localhost:5103",
        ["front-desk"] = "http://localhost:5104",
    };

    public static void AddTo(WebApplicationBuilder builder, string name) => builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
    {
        InitialData = new Dictionary<string, string?>
        {
            ["Urls"] = Addresses.GetValueOrDefault(name, Addresses["all-in-one"]),
            ["Logging:LogLevel:Default"] = "Warning",
            ["Logging:LogLevel:Clinic"] = "Information",
            // It warns at each start that the keys rest unencrypted; docs/operations.md says how the folder is to be guarded.
            ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
        },
    });
}
