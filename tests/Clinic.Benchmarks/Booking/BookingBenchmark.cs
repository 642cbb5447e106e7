using System.Collections.Concurrent;
using System.Net.Http.Json;
using Clinic.Benchmarks.Measuring;
using Clinic.Benchmarks.Rig;

namespace Clinic.Benchmarks.Booking;

/// <summary>Booking against hand-written ADO.NET that writes the same rows, and over HTTP against in process.</summary>
internal static class BookingBenchmark
{
    private const int Callers = 32;

    private static readonly ClinicSize Size = new() { Chairs = 20, Nurses = 10, Days = 84, Patients = 96 };

    public static async Task<IReadOnlyCollection<Claim>> RunAsync(int rounds)
    {
        await using var host = await BenchHost.StartAsync(Size);
        var cases = await BookingCases.PrepareAsync(host);
        await SameRows.CheckAsync(host, cases);
        await TimeSpent.PrintAsync(host, cases);
        return
        [
            await OneCallerAsync(host, cases, rounds),
            await ManyCallersAsync(host, cases, rounds),
            await HttpAsync(host, cases, rounds),
            await WithSearchAsync(host, cases, rounds),
        ];
    }

    private static async Task<Claim> OneCallerAsync(BenchHost host, BookingCases cases, int rounds)
    {
        await using var floor = await FloorWriter.OpenAsync(host);
        var pair = new Pair(
            host.ForgetBookingsAsync,
            () => EachAsync(cases.Places, cases.WriteAsync),
            () => EachAsync(cases.Floors, series => Task.Run(() => floor.Write(series))));
        return Claim.AtLeast("booking.one-caller", 0.8, await pair.SpeedOfAAsync("one caller, A service, B floor", rounds));
    }

    private static async Task<Claim> ManyCallersAsync(BenchHost host, BookingCases cases, int rounds)
    {
        await using var floors = await FloorCrowd.OpenAsync(host, Callers);
        var pair = new Pair(
            host.ForgetBookingsAsync,
            () => AllAsync(cases.Places, (place, _) => cases.WriteAsync(place)),
            () => AllAsync(cases.Floors, floors.WriteAsync));
        return Claim.AtLeast("booking.32-callers", 0.8, await pair.SpeedOfAAsync("32 callers, A service, B floor", rounds));
    }

    private static async Task<Claim> HttpAsync(BenchHost host, BookingCases cases, int rounds)
    {
        using var client = host.Client();
        var pair = new Pair(
            host.ForgetBookingsAsync,
            () => EachAsync(cases.Requests, async request =>
            {
                using var response = await client.PostAsJsonAsync("/api/scheduling/v1/series", request);
                response.EnsureSuccessStatusCode();
            }),
            () => EachAsync(cases.Requests, cases.BookAsync));
        return Claim.AtLeast("booking.http", 0.7, await pair.SpeedOfAAsync("one caller, A over HTTP, B in process", rounds));
    }

    private static async Task<Claim> WithSearchAsync(BenchHost host, BookingCases cases, int rounds)
    {
        await using var floor = await FloorWriter.OpenAsync(host);
        var pair = new Pair(
            host.ForgetBookingsAsync,
            () => EachAsync(cases.Requests, cases.BookAsync),
            () => EachAsync(cases.Floors, series => Task.Run(() => floor.Write(series))));
        var ratios = await pair.SpeedOfAAsync("one caller, A service with its search for a place, B floor without one", rounds);
        return Claim.AtLeast("booking.one-caller-with-search", 0.8, ratios);
    }

    private static async Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> work)
    {
        foreach (var item in items)
        {
            await work(item);
        }
    }

    private static Task AllAsync<T>(IEnumerable<T> items, Func<T, int, Task> work)
    {
        var queue = new ConcurrentQueue<T>(items);
        return Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            while (queue.TryDequeue(out var item))
            {
                await work(item, caller);
            }
        })));
    }
}
