namespace Clinic.Scheduling.Features.BookSeries;

/// <summary>
/// Knows whether other bookings are under way in this process. A look outside the transaction holds no lock, but in a crowd somebody
/// else has taken the place before it is claimed, and the look was for nothing. Only speed depends on it: who wins is the claims' key to say.
/// </summary>
internal sealed class BookingCrowd
{
    private int _bookings;

    /// <summary>Begins a booking; call <see cref="Leave"/> in the end.</summary>
    /// <returns>Whether it is the only one.</returns>
    public bool Enter() => Interlocked.Increment(ref _bookings) == 1;

    /// <summary>Ends a booking.</summary>
    public void Leave() => Interlocked.Decrement(ref _bookings);
}
