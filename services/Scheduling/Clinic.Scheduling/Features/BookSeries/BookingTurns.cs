namespace Clinic.Scheduling.Features.BookSeries;

/// <summary>
/// Lets only a few bookings of this process look and claim at a time. Nothing depends on it but speed: thirty who plan at once on the
/// same free slots make twenty-nine plan again, on processors that the thirty share. Who wins is the claims' key to say.
/// </summary>
internal sealed class BookingTurns : IDisposable
{
    private readonly SemaphoreSlim _turns = new(Math.Max(2, Environment.ProcessorCount));

    /// <summary>Runs a booking when its turn has come.</summary>
    /// <param name="book">Looks and claims until it is booked or refused.</param>
    /// <param name="cancellationToken">The caller went away.</param>
    public async Task<IResult> TakeAsync(Func<Task<IResult>> book, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await book();
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();
}
