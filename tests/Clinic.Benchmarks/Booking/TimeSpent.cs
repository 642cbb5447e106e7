using System.Diagnostics;
using Clinic.Benchmarks.Measuring;
using Clinic.Benchmarks.Rig;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Benchmarks.Booking;

/// <summary>Where the time of one booking goes. Medians of the parts by themselves; they are for looking, not claims.</summary>
internal static class TimeSpent
{
    public static async Task PrintAsync(BenchHost host, BookingCases cases)
    {
        await using var floor = await FloorWriter.OpenAsync(host);
        var (contexts, transactor) = (host.Get<IDbContextFactory<SchedulingDbContext>>(), host.Get<Transactor<SchedulingDbContext>>());
        await host.ForgetBookingsAsync();
        await PrintAsync("look for a place (reads and planning)", cases.Requests, cases.LookAsync);
        await PrintAsync("of it the site, the protocol and the patient", cases.Requests, async request =>
        {
            await using var db = await contexts.CreateDbContextAsync();
            await SeriesSubject.LoadAsync(db, request.PatientId!.Value, request.SiteId!.Value, request.ProtocolId!.Value, CancellationToken.None);
        });
        await PrintAsync("an empty transaction", cases.Requests, _ => transactor.WriteAsync((_, _) => Task.CompletedTask, CancellationToken.None));
        await PrintAsync("write at a place", cases.Places, cases.WriteAsync);
        await host.ForgetBookingsAsync();
        await PrintAsync("the floor", cases.Floors, series => Task.Run(() => floor.Write(series)));
    }

    private static async Task PrintAsync<T>(string what, IEnumerable<T> items, Func<T, Task> work)
    {
        var times = new List<double>();
        foreach (var item in items)
        {
            var watch = Stopwatch.StartNew();
            await work(item);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        Report.Line($"  {what}: p50 {Statistics.Quantile(times, 0.5):F3} ms, p99 {Statistics.Quantile(times, 0.99):F3} ms");
    }
}
