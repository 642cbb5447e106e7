using System.Threading.RateLimiting;

namespace Clinic.Notifications.Channels.Twilio;

/// <summary>
/// Limits what calls without a valid signature can cost: each leaves an audit entry, and a flood of them must not fill the log. Counted by
/// caller; calls that Twilio signed are never counted.
/// </summary>
internal sealed class ForgedCalls : IDisposable
{
    /// <summary>How many an address may make in a minute.</summary>
    public const int EachMinute = 20;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = EachMinute,
            Window = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        }));

    /// <summary>Counts one; false when the caller has made too many.</summary>
    public bool Count(HttpContext http)
    {
        using var lease = _limiter.AttemptAcquire(http.Connection.RemoteIpAddress?.ToString() ?? "");
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
