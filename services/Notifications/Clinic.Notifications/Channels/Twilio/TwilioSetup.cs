using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Clinic.Notifications.Settings;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using Refit;

namespace Clinic.Notifications.Channels.Twilio;

/// <summary>Puts the client of Twilio's API together: what is tried again, for how long, and when it is left alone.</summary>
internal static class TwilioSetup
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    public static void Add(IServiceCollection services, IConfiguration configuration, MessageSettings messages)
    {
        var settings = TwilioSettings.Read(configuration);
        if (LongestCall(settings) >= messages.ClaimTime.ToTimeSpan())
        {
            throw new InvalidOperationException("Clinic:Messages:ClaimSeconds must be more than two Clinic:Sms:Twilio:TimeoutSeconds and a pause.");
        }

        services.AddSingleton(settings);
        services.AddSingleton<SegmentPace>();
        services.AddSingleton<TwilioLookup>();
        services.AddSingleton<ISmsSender, TwilioSmsSender>();
        var client = services.AddRefitGeneratedClient<ITwilioApi>().ConfigureHttpClient(http => Configure(http, settings));
        // Its log lines would carry the query, and with it the patient's number.
        client.RemoveAllLoggers();
        client.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = settings.Timeout / 2 });
        client.AddResilienceHandler("twilio", pipeline => Configure(pipeline, settings));
    }

    /// <summary>Longest time from the first try of a call to the end of the last.</summary>
    public static TimeSpan LongestCall(TwilioSettings settings) => (2 * settings.Timeout) + LongestPause;

    /// <summary>Whether the call failed before a byte of it had left: no connection, no name, no TLS.</summary>
    public static bool NeverSent(HttpRequestException exception) => exception.HttpRequestError is HttpRequestError.ConnectionError
        or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static void Configure(HttpClient http, TwilioSettings settings)
    {
        http.BaseAddress = settings.BaseUrl;
        // The pipeline below limits each try; the limit on the whole would cut a retry short in the middle of its call.
        http.Timeout = Timeout.InfiniteTimeSpan;
        var credentials = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{settings.AccountSid}:{settings.AuthToken}"));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
    }

    private static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, TwilioSettings settings) => pipeline
        .AddRetry(new HttpRetryStrategyOptions
        {
            // Only what certainly was not taken: Create Message knows no idempotency key.
            ShouldHandle = args => ValueTask.FromResult(CertainlyNotTaken(args.Outcome)),
            MaxRetryAttempts = 1,
            DelayGenerator = PauseAsync,
        })
        .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
        {
            FailureRatio = 0.5,
            MinimumThroughput = 10,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(30),
            ShouldHandle = args => ValueTask.FromResult(IsOutage(args.Outcome)),
        })
        .AddTimeout(settings.Timeout);

    private static bool CertainlyNotTaken(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException e } => NeverSent(e),
        { Result.StatusCode: HttpStatusCode.TooManyRequests } => true,
        _ => false,
    };

    private static bool IsOutage(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException or TimeoutRejectedException || (int?)outcome.Result?.StatusCode >= 500;

    // What Twilio asks for, but not so long that our claim on the message could run out.
    private static ValueTask<TimeSpan?> PauseAsync(RetryDelayGeneratorArguments<HttpResponseMessage> args)
    {
        var asked = args.Outcome.Result?.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1);
        return ValueTask.FromResult<TimeSpan?>(asked < LongestPause ? asked : LongestPause);
    }
}
