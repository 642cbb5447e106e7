using Clinic.Benchmarks.Rig;

namespace Clinic.Benchmarks.Booking;

/// <summary>
/// The floor with many callers, each with a connection and prepared statements of its own. They queue for the one writer that SQLite
/// has instead of waiting in its busy handler, which would only make the floor slower.
/// </summary>
internal sealed class FloorCrowd : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<FloorWriter> _writers = [];

    public static async Task<FloorCrowd> OpenAsync(BenchHost host, int callers)
    {
        var crowd = new FloorCrowd();
        for (var caller = 0; caller < callers; caller++)
        {
            crowd._writers.Add(await FloorWriter.OpenAsync(host));
        }

        return crowd;
    }

    public async Task WriteAsync(FloorSeries series, int caller)
    {
        await _turn.WaitAsync();
        try
        {
            _writers[caller].Write(series);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in _writers)
        {
            await writer.DisposeAsync();
        }

        _turn.Dispose();
    }
}
