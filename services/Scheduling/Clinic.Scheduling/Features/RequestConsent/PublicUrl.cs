using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Clinic.Scheduling.Features.RequestConsent;

/// <summary>Where patients reach this service: <c>Clinic:PublicUrl</c>, by default the address it listens on.</summary>
/// <param name="configuration">The configuration.</param>
/// <param name="server">Knows the address after start.</param>
internal sealed class PublicUrl(IConfiguration configuration, IServer server)
{
    private const string Fallback = "http://localhost:5080";

    /// <summary>Once the server listens, its address stays.</summary>
    private string? _listening;

    /// <summary>The link to a path.</summary>
    /// <param name="path">The path, beginning with a slash.</param>
    public string To(string path)
    {
        var start = configuration["Clinic:PublicUrl"] is { Length: > 0 } configured ? configured : Listening() ?? Fallback;
        // A server that listens on every address of the machine names none.
        return start.Replace("[::]", "localhost").Replace("0.0.0.0", "localhost").TrimEnd('/') + path;
    }

    private string? Listening() => _listening ??= server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
}
