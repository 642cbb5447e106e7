using System.Text.Json;

namespace Clinic.Notifications.Http;

/// <summary>Reads enum values from routes and queries in the spelling that bodies use.</summary>
internal static class KebabEnum
{
    /// <summary>The spelling of a value, for example <c>in-doubt</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The value with a spelling, or null.</summary>
    public static T? Find<T>(string? text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(Of(value), text, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>All spellings, for an error message.</summary>
    public static string Choices<T>()
        where T : struct, Enum =>
        string.Join(", ", Enum.GetValues<T>().Select(Of));
}
