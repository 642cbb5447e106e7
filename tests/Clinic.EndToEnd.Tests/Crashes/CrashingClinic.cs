using System.Globalization;
using System.Net;
using Clinic.AllInOne.Demo;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Faults;
using Clinic.ServiceDefaults.Time;
using Clinic.Testing;

namespace Clinic.EndToEnd.Tests.Crashes;

/// <summary>
/// The clinic in one process that is killed at a named instant and started again on the same data. As a message handler it
/// repeats the request that was cut off, as any careful client does.
/// </summary>
internal sealed class CrashingClinic : DelegatingHandler, IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clinic-crash-").FullName;
    private readonly Uri _address = ServiceProcess.FreeAddress();
    private readonly CancellationTokenSource _stopping = new();
    private volatile ServiceProcess _process = null!;
    private Task _watching = Task.CompletedTask;

    private CrashingClinic() => InnerHandler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(1) };

    public int Crashes { get; private set; }

    public ClinicTime Clock { get; } = new(TimeSpan.Zero);

    public string DataFolder => _folder;

    public static async Task<CrashingClinic> StartAsync(string? crashAt)
    {
        var clinic = new CrashingClinic();
        clinic._process = await clinic.StartProcessAsync(crashAt);
        clinic._watching = clinic.WatchAsync();
        return clinic;
    }

    /// <summary>Tells the whole story to this clinic, however often it dies meanwhile.</summary>
    public async Task<System.Text.Json.Nodes.JsonObject> TellStoryAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient(this, disposeHandler: false);
        // By the machine's clock: a token dated by the moved one would come from the future of a clinic that is yet to be moved.
        var tokens = new LocalTokens(Path.Combine(_folder, "keys", "local-token.key"), TimeProvider.System);
        var addresses = ClinicAddresses.OneProcess(_address, Path.Combine(_folder, "messages"));
        var api = new ClinicApi(http, addresses, role => tokens.Create(role, TimeSpan.FromDays(366)));
        return await new DemoStory(api, Clock, (_, _) => { }, Clock.Advance).TellAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        Dispose();
    }

    protected override void Dispose(bool disposing)
    {
        _stopping.Dispose();
        base.Dispose(disposing);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var before = _process;
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException)
        {
            await RestartedAsync(before, cancellationToken);
        }

        // The restarted process already has the moved clock; moving it again would be a second effect of the test itself.
        return request.RequestUri!.AbsolutePath.EndsWith("/operations/clock", StringComparison.Ordinal)
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}") }
            : await base.SendAsync(request, cancellationToken);
    }

    private async Task RestartedAsync(ServiceProcess before, CancellationToken cancellationToken)
    {
        while (ReferenceEquals(before, _process))
        {
            await Task.Delay(50, cancellationToken);
        }
    }

    // Like a service manager: whatever has died is started again, also while nobody is asking anything of it.
    private async Task WatchAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            if (_process.HasExited)
            {
                Crashes++;
                await _process.DisposeAsync();
                _process = await StartProcessAsync(null);
            }

            await Task.Delay(20);
        }
    }

    private Task<ServiceProcess> StartProcessAsync(string? crashAt)
    {
        var offset = Clock.GetUtcNow() - TimeProvider.System.GetUtcNow();
        return ServiceProcess.StartAsync(
            "AllInOne/Clinic.AllInOne",
            _address,
            [
                $"--Clinic:DataFolder={_folder}",
                $"--Clinic:PublicUrl={_address}",
                "--Clinic:Demo:Seed=false",
                "--Clinic:Messages:ClaimSeconds=3",
                "--Clinic:Clock:Adjustable=true",
                $"--Clinic:Clock:OffsetSeconds={(long)Math.Ceiling(offset.TotalSeconds)}",
            ],
            crashAt is null ? null : new Dictionary<string, string> { [CrashPoints.Variable] = crashAt.ToString(CultureInfo.InvariantCulture) });
    }
}
