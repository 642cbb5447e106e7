using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Clinic.Testing;

/// <summary>One of the programs as a process of its own, as it runs in production. Disposing kills it.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(180);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private ServiceProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public bool HasExited => _process.HasExited;

    public string Output => string.Join('\n', _output);

    /// <summary>Starts a program and waits until it serves.</summary>
    /// <param name="program">Folder below <c>services</c>, for example <c>Scheduling/Clinic.Scheduling</c>.</param>
    /// <param name="address">Where it is to listen.</param>
    /// <param name="settings">Command-line settings.</param>
    /// <param name="environment">Environment variables to add.</param>
    public static async Task<ServiceProcess> StartAsync(
        string program, Uri address, IEnumerable<string> settings, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = Command(program, [$"--urls={address}", .. settings]);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var service = new ServiceProcess(process, address);
        process.OutputDataReceived += (_, line) => service.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => service.Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await service.ServesAsync();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command of a program to its end.</summary>
    /// <param name="program">As for <see cref="StartAsync"/>.</param>
    /// <param name="arguments">The command and its settings.</param>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(Command(program, arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"Exit code {process.ExitCode}:\n{await errors}");
    }

    /// <summary>A free port on the loopback interface.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static ProcessStartInfo Command(string program, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add(Dll(program));
        Array.ForEach(arguments, start.ArgumentList.Add);
        return start;
    }

    private async Task ServesAsync()
    {
        using var http = new HttpClient();
        var watch = Stopwatch.StartNew();
        while (!await AnswersAsync(http))
        {
            if (_process.HasExited || watch.Elapsed > StartPatience)
            {
                throw new InvalidOperationException($"The program did not start:\n{Output}");
            }

            await Task.Delay(100);
        }
    }

    private async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(Address, "/health/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }

    // bin/<configuration>/<framework>, the same for a program as for the tests that start it.
    private static string Dll(string program, [CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
        var tests = Path.Combine(root, "tests");
        var build = Path.Combine([.. Path.GetRelativePath(tests, AppContext.BaseDirectory).Split('/', '\\').Skip(1)]);
        return Path.Combine(root, "services", program, build, $"{program.Split('/')[^1]}.dll");
    }
}
