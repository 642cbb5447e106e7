using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Clinic.Testing.Twilio;

/// <summary>
/// Twilio's messaging API as its description says it: Create, Fetch and List Message with form-encoded bodies, basic
/// authentication and Twilio's errors. A test scripts its faults.
/// </summary>
public sealed class TwilioStandIn : IAsyncDisposable
{
    /// <summary>The account.</summary>
    public const string AccountSid = "AC0123456789abcdef0123456789abcdef";

    /// <summary>Its secret.</summary>
    public const string AuthToken = "stand-in-secret";

    /// <summary>Our number.</summary>
    public const string Number = "+12125550100";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<TwilioFault> _faults = new();
    private readonly ConcurrentDictionary<string, int> _refused = new(StringComparer.Ordinal);

    private TwilioStandIn(WebApplication app) => _app = app;

    /// <summary>What it took, in order.</summary>
    public ConcurrentQueue<TakenMessage> Taken { get; } = new();

    /// <summary>What happens to a call that <see cref="Next"/> says nothing about; all is well by default. Asked from several threads at once.</summary>
    public Func<TwilioFault> Weather { get; set; } = () => TwilioFault.None;

    /// <summary>Told of each message that was taken, before the answer.</summary>
    public Action<TakenMessage>? OnTaken { get; set; }

    /// <summary>How many Create Message calls arrived, whatever became of them.</summary>
    public int Calls { get; private set; }

    /// <summary>Where it listens.</summary>
    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>The settings of a service that sends through it.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["Clinic:Sms:Provider"] = "Twilio",
        ["Clinic:Sms:Twilio:AccountSid"] = AccountSid,
        ["Clinic:Sms:Twilio:AuthToken"] = AuthToken,
        ["Clinic:Sms:Twilio:From"] = Number,
        ["Clinic:Sms:Twilio:BaseUrl"] = Url,
        ["Clinic:Sms:Twilio:WebhookBaseUrl"] = "https://clinic.example/outside",
        ["Clinic:Sms:Twilio:SegmentsPerSecond"] = "500",
        ["Clinic:Sms:Twilio:TimeoutSeconds"] = "2",
        ["Clinic:Sms:Twilio:LookupAfterSeconds"] = "0",
    };

    /// <summary>Starts it on a free port.</summary>
    public static async Task<TwilioStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var standIn = new TwilioStandIn(app);
        app.Use(AuthenticateAsync);
        app.MapPost("/2010-04-01/Accounts/{account}/Messages.json", (Delegate)standIn.CreateAsync);
        app.MapGet("/2010-04-01/Accounts/{account}/Messages.json", (Delegate)standIn.List);
        app.MapGet("/2010-04-01/Accounts/{account}/Messages/{sid}.json", standIn.Fetch);
        await app.StartAsync();
        return standIn;
    }

    /// <summary>What happens to the next calls, one each; after them all is well again.</summary>
    public void Next(params TwilioFault[] faults) => Array.ForEach(faults, _faults.Enqueue);

    /// <summary>Refuses every message to a number with 400 and a code.</summary>
    public void Refuse(string number, int code) => _refused[number] = code;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
    }

    private static async Task AuthenticateAsync(HttpContext http, RequestDelegate next)
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"{AccountSid}:{AuthToken}"));
        if (http.Request.Headers.Authorization != expected)
        {
            await TwilioJson.Problem(401, 20003, "Authenticate").ExecuteAsync(http);
            return;
        }

        await next(http);
    }

    private async Task<IResult> CreateAsync(HttpContext http)
    {
        lock (_faults)
        {
            Calls++;
        }

        var fault = _faults.TryDequeue(out var next) ? next : Weather();
        switch (fault)
        {
            case TwilioFault.TooManyRequests:
                return TwilioJson.Problem(429, 20429, "Too Many Requests");
            case TwilioFault.Unavailable:
                return TwilioJson.Problem(503, 20503, "Service unavailable");
            case TwilioFault.ResetBefore:
                http.Abort();
                return Results.Empty;
        }

        var form = await http.Request.ReadFormAsync();
        return _refused.TryGetValue(form["To"].ToString(), out var code)
            ? TwilioJson.Problem(400, code, "Refused")
            : await AnswerAsync(http, Take(form), fault);
    }

    private TakenMessage Take(IFormCollection form)
    {
        var message = new TakenMessage(
            $"SM{Guid.NewGuid():N}",
            form["To"].ToString(),
            form["From"].ToString(),
            form["Body"].ToString(),
            form["StatusCallback"].ToString(),
            int.Parse(form["ValidityPeriod"].ToString(), System.Globalization.CultureInfo.InvariantCulture),
            TimeProvider.System.GetUtcNow());
        Taken.Enqueue(message);
        OnTaken?.Invoke(message);
        return message;
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, TakenMessage message, TwilioFault fault)
    {
        switch (fault)
        {
            case TwilioFault.ResetAfter:
                http.Abort();
                return Results.Empty;
            case TwilioFault.ErrorAfter:
                return TwilioJson.Problem(500, 20500, "Internal error");
            case TwilioFault.SilenceAfter:
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return Results.Empty;
            default:
                return Results.Json(TwilioJson.Of(message), statusCode: 201);
        }
    }

    private IResult Fetch(string sid) => Taken.FirstOrDefault(m => m.Sid == sid) is { } message
        ? Results.Json(TwilioJson.Of(message))
        : TwilioJson.Problem(404, 20404, "Not found");

    private IResult List(HttpContext http)
    {
        var query = http.Request.Query;
        var page = int.TryParse(query["Page"], out var asked) ? asked : 0;
        var size = int.TryParse(query["PageSize"], out var wanted) ? wanted : 50;
        var found = Taken.Where(m => m.To == query["To"].ToString()).OrderByDescending(m => m.TakenAt).ToList();
        return Results.Json(TwilioJson.Page(found, page, size, query["To"].ToString()));
    }
}
