using System.Text.Json;
using System.Text.Json.Serialization;
using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Features.FindPlace;

namespace Clinic.Scheduling.Features.WaitlistEntries;

/// <summary>Keeps what a waiting patient would like as the API says it, and reads it again.</summary>
internal static class WaitlistWishes
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string? Write(PreferencesRequest? wishes) => wishes is null ? null : JsonSerializer.Serialize(wishes, Json);

    public static PreferencesRequest? Of(WaitlistEntry entry) =>
        entry.Wishes is { } wishes ? JsonSerializer.Deserialize<PreferencesRequest>(wishes, Json) : null;
}
