using System.Globalization;
using Clinic.Benchmarks.Rig;

namespace Clinic.Benchmarks.Rush;

/// <summary>
/// Counts by SQL alone at which starts of the first day one more session would fit: a chair free for seven slots, and a nurse on shift, free for
/// the first slot and with fewer than four patients in each of the five that follow. Shares nothing with booking.
/// </summary>
internal static class PlacesLeft
{
    private const string Sql = """
        WITH RECURSIVE
        Day(Opens, Closes) AS (
            SELECT CAST(strftime('%s', MIN(StartsAt)) AS INTEGER) / 900, CAST(strftime('%s', MIN(EndsAt)) AS INTEGER) / 900 FROM Shifts),
        Starts(Slot) AS (
            SELECT Opens FROM Day UNION ALL SELECT Slot + 1 FROM Starts, Day WHERE Slot + 1 + 6 <= Closes),
        Parts(Part) AS (SELECT 1 UNION ALL SELECT Part + 1 FROM Parts WHERE Part < 5)
        SELECT COUNT(*) FROM Starts s
        WHERE EXISTS (
            SELECT 1 FROM Chairs c WHERE NOT EXISTS (
                SELECT 1 FROM SlotClaims k WHERE k.ResourceId = c.Id AND k.Slot >= s.Slot AND k.Slot < s.Slot + 7))
        AND EXISTS (
            SELECT 1 FROM Staff n WHERE n.Role = 'Nurse'
            AND NOT EXISTS (SELECT 1 FROM SlotClaims k WHERE k.ResourceId = n.Id AND k.Lane = 0 AND k.Slot = s.Slot)
            AND NOT EXISTS (
                SELECT 1 FROM Parts p WHERE (
                    SELECT COUNT(*) FROM SlotClaims k WHERE k.ResourceId = n.Id AND k.Lane > 0 AND k.Slot = s.Slot + p.Part) >= n.PatientsAtOnce))
        """;

    public static async Task<long> CountAsync(BenchHost host)
    {
        await using var connection = await host.OpenAsync();
        return Convert.ToInt64(await BenchHost.ScalarAsync(connection, Sql), CultureInfo.InvariantCulture);
    }
}
