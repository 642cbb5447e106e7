using System.Text.Json;

namespace Clinic.FrontDesk.Api;

/// <summary>JSON as the services speak it. States stay text here: a state that a newer service adds is shown, not choked on.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);
}
