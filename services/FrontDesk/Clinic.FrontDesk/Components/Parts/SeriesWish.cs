using Clinic.FrontDesk.Api;

namespace Clinic.FrontDesk.Components.Parts;

/// <summary>What series is looked for, as the page's address holds it: ids and dates, no names.</summary>
public sealed class SeriesWish
{
    /// <summary>Field names of the service that the form shows messages at.</summary>
    internal static readonly string[] Fields =
        ["protocolId", "earliestDate", "latestDate", "indication", "preferences.weekdays", "preferences.notAfter", "preferences.notBefore"];

    /// <summary>The patient.</summary>
    public Guid? Patient { get; private init; }

    /// <summary>The site.</summary>
    public Guid? Site { get; private init; }

    /// <summary>The protocol's version.</summary>
    public Guid? Protocol { get; private init; }

    /// <summary>First date, ISO.</summary>
    public string? Earliest { get; set; }

    /// <summary>Last date, ISO, or empty.</summary>
    public string? Latest { get; private init; }

    /// <summary>Welcome weekdays.</summary>
    public IReadOnlyList<string> Weekdays { get; private init; } = [];

    /// <summary>Whether other weekdays are out of the question.</summary>
    public bool WeekdaysRequired { get; private init; }

    /// <summary>Earliest time of day, or empty.</summary>
    public string? NotBefore { get; private init; }

    /// <summary>Latest time of day, or empty.</summary>
    public string? NotAfter { get; private init; }

    /// <summary>The monitor the patient would like.</summary>
    public Guid? Monitor { get; private init; }

    internal static SeriesWish Read(IQueryCollection query) => new()
    {
        Patient = Id(query["patient"]),
        Site = Id(query["site"]),
        Protocol = Id(query["protocol"]),
        Earliest = Text.Read.Text(query["earliest"]),
        Latest = Text.Read.Text(query["latest"]),
        Weekdays = [.. query["weekday"].OfType<string>()],
        WeekdaysRequired = query["only"] == "yes",
        NotBefore = Text.Read.Text(query["from"]),
        NotAfter = Text.Read.Text(query["until"]),
        Monitor = Id(query["monitor"]),
    };

    internal SeriesSearch ToSearch(Guid patient, Guid site, Guid protocol, int limit) => new(
        patient,
        site,
        protocol,
        Text.Read.Date(Earliest),
        Text.Read.Date(Latest),
        new Preferences(Weekdays, WeekdaysRequired, Seconds(NotBefore), Seconds(NotAfter), Monitor),
        limit);

    private static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;

    // A browser sends 09:30, the service reads 09:30:00.
    private static string? Seconds(string? time) => time is { Length: 5 } ? $"{time}:00" : time;
}
