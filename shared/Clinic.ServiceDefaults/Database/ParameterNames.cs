using System.Globalization;

namespace Clinic.ServiceDefaults.Database;

/// <summary>Names of parameters, <c>@p0</c> and so on, made once.</summary>
internal static class ParameterNames
{
    private static readonly string[] Known = [.. Enumerable.Range(0, 2100).Select(Make)];

    public static string At(int place) => place < Known.Length ? Known[place] : Make(place);

    private static string Make(int place) => string.Create(CultureInfo.InvariantCulture, $"@p{place}");
}
