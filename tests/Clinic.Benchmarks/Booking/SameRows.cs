using Clinic.Benchmarks.Measuring;
using Clinic.Benchmarks.Rig;

namespace Clinic.Benchmarks.Booking;

/// <summary>Sees that all ways of booking that are compared write the same rows: a faster one that writes less would be no news.</summary>
internal static class SameRows
{
    public static async Task CheckAsync(BenchHost host, BookingCases cases)
    {
        await using var floor = await FloorWriter.OpenAsync(host);
        var searched = await host.CountsAsync();
        await host.ForgetBookingsAsync();
        foreach (var place in cases.Places)
        {
            await cases.WriteAsync(place);
        }

        var placed = await host.CountsAsync();
        await host.ForgetBookingsAsync();
        foreach (var series in cases.Floors)
        {
            floor.Write(series);
        }

        var written = await host.CountsAsync();
        Report.Line($"Rows of {cases.Floors.Count} bookings: {written}");
        if (placed != searched || written != searched)
        {
            throw new InvalidOperationException($"Not the same work. With search: {searched}. At places: {placed}. Floor: {written}.");
        }
    }
}
