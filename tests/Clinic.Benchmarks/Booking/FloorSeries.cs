namespace Clinic.Benchmarks.Booking;

/// <summary>The rows that booking a series writes, taken from the database after the service had booked it.</summary>
/// <param name="ShiftStamps">The stamps of the shifts that are touched.</param>
/// <param name="Rows">Values of all columns, by table.</param>
internal sealed record FloorSeries(IReadOnlyList<string> ShiftStamps, IReadOnlyDictionary<string, IReadOnlyList<object[]>> Rows)
{
    /// <summary>The tables that a booking writes, parents first, with the condition that finds a series' rows.</summary>
    public static IReadOnlyList<(string Table, string Condition)> Tables { get; } =
    [
        ("Series", "Id = @series"),
        ("Sessions", "SeriesId = @series"),
        ("Consents", "SeriesId = @series"),
        ("OutboxMessages", "AggregateId = @series"),
        ("AuditEntries", "SubjectId = @series"),
        ("SlotClaims", "SessionId IN (SELECT Id FROM Sessions WHERE SeriesId = @series) ORDER BY ResourceId, Lane, Slot"),
    ];
}
