using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Clinic.Benchmarks.Measuring;
using Clinic.Benchmarks.Rig;
using NodaTime;

namespace Clinic.Benchmarks.Rush;

/// <summary>160 callers at once for one day, over HTTP.</summary>
internal static class RushBenchmark
{
    private const int Callers = 160;

    /// <summary>Room for all 160 on each day.</summary>
    private static readonly ClinicSize Roomy = new() { Chairs = 40, Nurses = 16, Days = 4, Patients = Callers, Infusions = 1, WindowDays = 0 };

    public static async Task<IReadOnlyCollection<Claim>> RunAsync(int rounds)
    {
        var refusals = await FalseRefusalsAsync(rounds);
        await using var host = await BenchHost.StartAsync(Roomy);
        using var client = host.Client();
        var crowds = new Pair(
            host.ForgetBookingsAsync, () => AllBookedAsync(host, client, Callers, days: 1), () => AllBookedAsync(host, client, 8, days: 1));
        var days = new Pair(
            host.ForgetBookingsAsync, () => AllBookedAsync(host, client, Callers, days: 4), () => AllBookedAsync(host, client, Callers, days: 1));
        return
        [
            refusals,
            Claim.AtLeast("rush.160-vs-8-callers", 0.9, await crowds.SpeedOfAAsync("160 bookings, A 160 callers, B 8 callers", rounds)),
            Claim.AtMost("rush.one-day-vs-four", 1.2, await days.SpeedOfAAsync("160 callers, A for four days, B for one day", rounds)),
        ];
    }

    /// <summary>More callers than places. Places are only taken, so one that is left in the end was there when somebody was refused.</summary>
    private static async Task<Claim> FalseRefusalsAsync(int rounds)
    {
        await using var host = await BenchHost.StartAsync(Roomy with { Chairs = 20, Nurses = 8 });
        using var client = host.Client();
        var falseRefusals = new List<double>();
        for (var round = 1; round <= rounds; round++)
        {
            await host.ForgetBookingsAsync();
            var answers = await BookAllAsync(host, client, Callers, days: 1);
            var refused = answers.Count(a => a == HttpStatusCode.UnprocessableEntity);
            var other = answers.Count(a => a is not (HttpStatusCode.Created or HttpStatusCode.UnprocessableEntity));
            var left = await PlacesLeft.CountAsync(host);
            Report.Line($"  160 callers, room for fewer, round {round}: {answers.Count - refused - other} booked, {refused} refused, {other} failed, {left} starts left");
            falseRefusals.Add(left > 0 ? refused + other : other);
        }

        return Claim.AtMost("rush.false-refusals", 0, falseRefusals);
    }

    private static async Task AllBookedAsync(BenchHost host, HttpClient client, int callers, int days)
    {
        var answers = await BookAllAsync(host, client, callers, days);
        if (answers.Any(a => a != HttpStatusCode.Created))
        {
            throw new InvalidOperationException($"Of {answers.Count} bookings {answers.Count(a => a != HttpStatusCode.Created)} failed; all have room.");
        }
    }

    private static async Task<IReadOnlyCollection<HttpStatusCode>> BookAllAsync(BenchHost host, HttpClient client, int callers, int days)
    {
        var queue = new ConcurrentQueue<(Guid Patient, LocalDate Date)>(
            host.Clinic.Patients.Select((patient, at) => (patient, host.Clinic.FirstDate.PlusDays(at % days))));
        var answers = new ConcurrentBag<HttpStatusCode>();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (queue.TryDequeue(out var next))
            {
                answers.Add(await BookAsync(host, client, next.Patient, next.Date.ToDateOnly()));
            }
        })));
        return answers;
    }

    private static async Task<HttpStatusCode> BookAsync(BenchHost host, HttpClient client, Guid patient, DateOnly date)
    {
        using var response = await client.PostAsJsonAsync("/api/scheduling/v1/series", new
        {
            patientId = patient,
            siteId = host.Clinic.SiteId,
            protocolId = host.Clinic.ProtocolId,
            earliestDate = date,
            latestDate = date,
        });
        return response.StatusCode;
    }
}
