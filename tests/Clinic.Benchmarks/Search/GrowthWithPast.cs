using Clinic.Benchmarks.Booking;
using Clinic.Benchmarks.Measuring;
using Clinic.Benchmarks.Rig;
using Clinic.Scheduling.Domain.Planning;
using NodaTime;

namespace Clinic.Benchmarks.Search;

/// <summary>
/// Whether a search (reading what the planner needs, and planning) takes longer in a clinic that has been open for years. Two services
/// on two files, the same but for three years of full days behind the second one.
/// </summary>
internal static class GrowthWithPast
{
    private const int PastDays = 3 * 365;
    private const int SessionsPerChair = 5;

    private static readonly ClinicSize Size = new() { Chairs = 10, Nurses = 5, Days = 84, Patients = 40 };

    public static async Task<Claim> RunAsync(int rounds)
    {
        await using var young = await BenchHost.StartAsync(Size);
        await using var old = await BenchHost.StartAsync(Size);
        var (youngCases, oldCases) = (await BookingCases.PrepareAsync(young), await BookingCases.PrepareAsync(old));
        await AddPastAsync(old);
        Report.Line($"Young clinic: {await young.CountsAsync()}");
        Report.Line($"Old clinic: {await old.CountsAsync()}");
        var pair = new Pair(() => Task.CompletedTask, () => LookAsync(youngCases), () => LookAsync(oldCases));
        return Claim.AtMost("search.growth-with-past", 1.2, await pair.SpeedOfAAsync("40 searches, A young clinic, B old clinic", rounds));
    }

    private static async Task LookAsync(BookingCases cases)
    {
        foreach (var request in cases.Requests)
        {
            await cases.LookAsync(request);
        }
    }

    /// <summary>Repeats one booked session on each chair, all day long, for years: with its claims, as rows.</summary>
    private static async Task AddPastAsync(BenchHost host)
    {
        var today = Slots.At(host.Get<IClock>().GetCurrentInstant());
        await using var connection = await host.OpenAsync();
        await BenchHost.ExecuteAsync(connection, FormattableString.Invariant($"""
            CREATE TEMP TABLE Past AS
            WITH RECURSIVE Days(Day) AS (SELECT 1 UNION ALL SELECT Day + 1 FROM Days WHERE Day < {PastDays}),
                Turns(Turn) AS (SELECT 0 UNION ALL SELECT Turn + 1 FROM Turns WHERE Turn < {SessionsPerChair - 1})
            SELECT upper(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-'
                    || hex(randomblob(6))) AS Id,
                c.Id AS ChairId, {today} - Day * 96 + Turn * 8 AS Slot, Day * 10000 + Turn * 1000 + ROW_NUMBER() OVER (ORDER BY Day, Turn, c.Id) AS Number
            FROM Days CROSS JOIN Turns CROSS JOIN Chairs c;
            CREATE TEMP TABLE Model AS SELECT * FROM Sessions LIMIT 1;
            INSERT INTO Sessions (Id, SeriesId, PatientId, SiteId, Number, StartsAt, EndsAt, ChairId, MonitorId, State, CoverNeed, SideEffects, CancelledLate, Version)
            SELECT p.Id, m.SeriesId, m.PatientId, m.SiteId, p.Number,
                strftime('%Y-%m-%d %H:%M:%S', p.Slot * 900, 'unixepoch'), strftime('%Y-%m-%d %H:%M:%S', p.Slot * 900 + 5400, 'unixepoch'),
                p.ChairId, m.MonitorId, 'Completed', m.CoverNeed, m.SideEffects, 0, 1
            FROM Past p CROSS JOIN Model m;
            WITH RECURSIVE Parts(Part) AS (SELECT 0 UNION ALL SELECT Part + 1 FROM Parts WHERE Part < 6)
            INSERT INTO SlotClaims (ResourceId, Lane, Slot, SessionId)
            SELECT p.ChairId, 0, p.Slot + Part, p.Id FROM Past p CROSS JOIN Parts;
            PRAGMA wal_checkpoint(TRUNCATE);
            """));
    }
}
