using System.Threading.RateLimiting;

namespace Clinic.Notifications.Channels.Twilio;

/// <summary>
/// Lets segments leave at the sender's pace. What is handed over faster waits in the provider's queue, out of our reach: it
/// could arrive in quiet hours or after the visit was moved.
/// </summary>
internal sealed class SegmentPace : IDisposable
{
    private const int FinestTicksPerSecond = 10;
    private readonly TokenBucketRateLimiter _limiter;

    public SegmentPace(TwilioSettings settings)
    {
        var ticks = Math.Min(settings.SegmentsPerSecond, FinestTicksPerSecond);
        var each = Math.Max(1, settings.SegmentsPerSecond / FinestTicksPerSecond);
        _limiter = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = each,
            TokensPerPeriod = each,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1.0 / ticks),
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            AutoReplenishment = true,
        });
    }

    /// <summary>Waits for the turn of a message.</summary>
    /// <param name="segments">Its segments, each of which takes a place.</param>
    /// <param name="patience">How long it may wait, by the machine's clock.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>False when its turn did not come in time.</returns>
    public async Task<bool> WaitAsync(int segments, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (patience <= TimeSpan.Zero)
        {
            return false;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            for (var i = 0; i < segments; i++)
            {
                using var lease = await _limiter.AcquireAsync(1, limit.Token);
            }

            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose() => _limiter.Dispose();
}
