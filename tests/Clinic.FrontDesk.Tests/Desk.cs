using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Clinic.AllInOne.Demo;
using Clinic.FrontDesk.Tests;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Time;
using Clinic.Testing;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Desk))]

namespace Clinic.FrontDesk.Tests;

/// <summary>
/// A clinic in one process in which the demonstration's story has been told, the console beside it, and a browser.
/// One patient, Alex, has paid the first infusion, not yet paid the second, and is expected for the third just now.
/// </summary>
public sealed class Desk : IAsyncLifetime
{
    // Generous: many test projects share the machine.
    private const int PatienceMilliseconds = 30_000;

    private readonly TempFolder _folder = new();
    private readonly ClinicTime _clock = new(TimeSpan.Zero);
    private readonly List<ServiceProcess> _processes = [];
    private readonly HttpClient _http = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal ClinicApi Api { get; private set; } = null!;

    internal Uri Console { get; private set; } = null!;

    internal string DataFolder => _folder.Path;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Find() is not { } chromium)
        {
            return;
        }

        await StartClinicAsync();
        Console = await StartConsoleAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright, chromium);
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        _http.Dispose();
        _folder.Dispose();
    }

    /// <summary>Skips the test where there is no browser: then nothing was started.</summary>
    [MemberNotNull(nameof(_browser))]
    internal void NeedsBrowser()
    {
        Assert.SkipWhen(_browser is null, "No Chromium was found in PATH (Debian: apt-get install chromium).");
    }

    /// <summary>A window of its own, not signed in. Skips the test where there is no browser.</summary>
    internal async Task<IPage> OpenAsync(int width = 1280, Uri? console = null)
    {
        NeedsBrowser();
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = (console ?? Console).ToString(),
            ViewportSize = new() { Width = width, Height = 900 },
        });
        context.SetDefaultTimeout(PatienceMilliseconds);
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        return await context.NewPageAsync();
    }

    /// <summary>A further console with settings of its own.</summary>
    internal async Task<Uri> StartConsoleAsync(params string[] settings)
    {
        var offset = (long)(_clock.GetUtcNow() - TimeProvider.System.GetUtcNow()).TotalSeconds;
        var process = await ServiceProcess.StartAsync(
            "FrontDesk/Clinic.FrontDesk",
            ServiceProcess.FreeAddress(),
            [
                $"--Clinic:DataFolder={DataFolder}",
                $"--Clinic:Clock:OffsetSeconds={offset.ToString(CultureInfo.InvariantCulture)}",
                $"--Clinic:FrontDesk:Scheduling={Api.Addresses.Scheduling}",
                $"--Clinic:FrontDesk:Billing={Api.Addresses.Billing}",
                $"--Clinic:FrontDesk:Notifications={Api.Addresses.Notifications}",
                .. settings,
            ]);
        _processes.Add(process);
        return process.Address;
    }

    /// <summary>Somebody of the demonstration clinic, by name.</summary>
    internal async Task<JsonNode> PatientAsync(string name)
    {
        var found = await Api.GetAsync(Roles.FrontDesk, $"scheduling/v1/patients?search={Uri.EscapeDataString(name)}", CancellationToken.None);
        return found["items"]!.AsArray().Single()!;
    }

    private async Task StartClinicAsync()
    {
        var address = ServiceProcess.FreeAddress();
        var clinic = await ServiceProcess.StartAsync(
            "AllInOne/Clinic.AllInOne",
            address,
            [
                $"--Clinic:DataFolder={DataFolder}",
                $"--Clinic:PublicUrl={address}",
                "--Clinic:Demo:Seed=false",
                "--Clinic:Clock:Adjustable=true",
            ]);
        _processes.Add(clinic);
        var tokens = new LocalTokens(Path.Combine(DataFolder, "keys", "local-token.key"), TimeProvider.System);
        var addresses = ClinicAddresses.OneProcess(address, Path.Combine(DataFolder, "messages"));
        Api = new ClinicApi(_http, addresses, role => tokens.Create(role, TimeSpan.FromDays(366)));
        await new DemoStory(Api, _clock, (_, _) => { }, _clock.Advance).TellAsync(CancellationToken.None);
        await InfuseAgainAsync();
    }

    private async Task InfuseAgainAsync()
    {
        var patient = (await PatientAsync("Alex"))["id"];
        var series = await Api.GetAsync(Roles.FrontDesk, $"scheduling/v1/series?patientId={patient}", CancellationToken.None);
        var sessions = series["items"]![0]!["sessions"]!.AsArray();
        var path = $"scheduling/v1/sessions/{sessions[1]!["id"]}";
        await AdvanceToAsync(StartOf(sessions[1]!));
        await Api.PostAsync(Roles.Nurse, $"{path}/check-in", CheckIn, "desk-check-in", CancellationToken.None);
        await AdvanceToAsync(StartOf(sessions[1]!).AddMinutes(15));
        var started = await Api.PostAsync(Roles.Nurse, $"{path}/start", new { }, "desk-start", CancellationToken.None);
        var stoppedAt = started["startedAt"]!.GetValue<DateTimeOffset>().AddMinutes(42);
        await AdvanceToAsync(stoppedAt);
        await Api.PostAsync(Roles.Nurse, $"{path}/complete", new { stoppedAt }, "desk-complete", CancellationToken.None);
        await Eventually.TrueAsync("an open invoice", async () => (await OpenInvoicesAsync(patient!)).Count > 0);
        await AdvanceToAsync(StartOf(sessions[2]!));
    }

    private async Task<JsonArray> OpenInvoicesAsync(JsonNode patient)
    {
        var page = await Api.GetAsync(Roles.Billing, $"billing/v1/invoices?state=open&patientId={patient}", CancellationToken.None);
        return page["items"]!.AsArray();
    }

    private async Task AdvanceToAsync(DateTimeOffset moment)
    {
        var by = moment - _clock.GetUtcNow();
        if (by > TimeSpan.Zero)
        {
            _clock.Advance(by);
            await Api.PostAsync(
                Roles.Admin, "scheduling/v1/operations/clock", new { hours = by.TotalHours }, Guid.NewGuid().ToString(), CancellationToken.None);
        }
    }

    private static DateTimeOffset StartOf(JsonNode session) => session["startsAt"]!.GetValue<DateTimeOffset>();

    private static object CheckIn => new
    {
        escortPresent = true,
        fasting = true,
        weightKg = 72.5m,
        bloodPressure = new { systolic = 124, diastolic = 78 },
        heartRate = 70,
        spo2 = 98,
    };
}
