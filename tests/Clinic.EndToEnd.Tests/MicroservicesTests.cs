using Clinic.AllInOne.Demo;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Time;
using Clinic.Testing;
using Xunit;

namespace Clinic.EndToEnd.Tests;

/// <summary>The three services as separate processes with their own databases, joined by RabbitMQ only.</summary>
public class MicroservicesTests
{
    [Fact]
    public async Task The_whole_story_is_told_by_three_processes_over_rabbitmq()
    {
        var broker = Environment.GetEnvironmentVariable("CLINIC_TEST_RABBITMQ");
        Assert.SkipWhen(string.IsNullOrEmpty(broker), "CLINIC_TEST_RABBITMQ names no broker (an amqp:// address) to run the services on.");

        await using var clinic = await Microservices.StartAsync(new Uri(broker!));
        var clock = clinic.Clock;
        using var http = new HttpClient();
        var tokens = new LocalTokens(clinic.TokenKeyFile, TimeProvider.System);
        var api = new ClinicApi(http, clinic.Addresses, role => tokens.Create(role, TimeSpan.FromDays(366)));

        var summary = await new DemoStory(api, clock, (_, _) => { }, clock.Advance).TellAsync(TestContext.Current.CancellationToken);

        Assert.Equal(6, summary["sessions"]!.GetValue<long>());
        Assert.Equal(0, summary["parkedMessages"]!.GetValue<long>());
        Assert.Equal(1, summary["invoices"]!.GetValue<long>());
    }
}

/// <summary>The deployment of <c>docker-compose.yml</c> without the containers.</summary>
internal sealed class Microservices : IAsyncDisposable
{
    private readonly List<ServiceProcess> _processes = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("clinic-microservices-").FullName;

    public ClinicTime Clock { get; } = new(TimeSpan.Zero);

    public string TokenKeyFile => Path.Combine(_folder, "keys", "local-token.key");

    public ClinicAddresses Addresses { get; private set; } = null!;

    public static async Task<Microservices> StartAsync(Uri broker)
    {
        var clinic = new Microservices();
        var (scheduling, billing, notifications) = (ServiceProcess.FreeAddress(), ServiceProcess.FreeAddress(), ServiceProcess.FreeAddress());
        clinic.Addresses = new ClinicAddresses(scheduling, billing, notifications, Path.Combine(clinic._folder, "Notifications", "messages"));
        // The first one makes the shared key ring and token key, so it starts alone.
        clinic._processes.Add(await clinic.StartAsync("Scheduling", scheduling, broker));
        clinic._processes.AddRange(await Task.WhenAll(
            clinic.StartAsync("Billing", billing, broker), clinic.StartAsync("Notifications", notifications, broker)));
        return clinic;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private Task<ServiceProcess> StartAsync(string service, Uri address, Uri broker)
    {
        var user = broker.UserInfo.Split(':');
        return ServiceProcess.StartAsync(
            $"{service}/Clinic.{service}",
            address,
            [
                $"--Clinic:DataFolder={Path.Combine(_folder, service)}",
                $"--Clinic:KeyRing:Folder={Path.Combine(_folder, "keys")}",
                $"--Clinic:Auth:LocalKeyFile={TokenKeyFile}",
                $"--Clinic:PublicUrl={Addresses.Scheduling}",
                "--Clinic:Clock:Adjustable=true",
                "--Clinic:Messaging:Transport=RabbitMq",
                $"--Clinic:Messaging:RabbitMq:Host={broker.Host}",
                $"--Clinic:Messaging:RabbitMq:Port={(broker.Port > 0 ? broker.Port : 5672)}",
                $"--Clinic:Messaging:RabbitMq:Username={user[0]}",
                $"--Clinic:Messaging:RabbitMq:Password={(user.Length > 1 ? user[1] : "guest")}",
            ]);
    }
}
