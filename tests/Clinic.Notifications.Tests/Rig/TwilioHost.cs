using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Features.SendReminders;
using Clinic.Notifications.Persistence;
using Clinic.Testing.Twilio;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Clinic.Notifications.Tests.Rig;

/// <summary>The service with the stand-in for Twilio on both sides of it.</summary>
internal sealed class TwilioHost : IAsyncDisposable
{
    public const string Phone = "+12125550123";

    /// <summary>Thursday, 5 August 2027, 14:00 in New York.</summary>
    public static readonly Instant Visit = Times.Local(2027, 8, 5, 14, 0);

    private readonly HttpClient _anonymous;

    private TwilioHost(TwilioStandIn twilio, NotificationsHost host)
    {
        (Twilio, Host) = (twilio, host);
        _anonymous = host.Host.Client(null);
        Caller = new TwilioCaller(_anonymous);
    }

    public TwilioStandIn Twilio { get; }

    public NotificationsHost Host { get; }

    /// <summary>Twilio's calls to the service.</summary>
    public TwilioCaller Caller { get; }

    public static async Task<TwilioHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var twilio = await TwilioStandIn.StartAsync();
        var all = twilio.Settings;
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return new TwilioHost(twilio, await NotificationsHost.StartAsync(settings: all));
    }

    /// <summary>Books one visit, whose confirmation goes out at once.</summary>
    public async Task<Clinic.Contracts.Scheduling.SeriesBooked> BookAsync(string? phone = Phone)
    {
        var patient = Guid.NewGuid();
        await Host.ReceiveAsync(Host.Contact(patient, phone: phone));
        var series = Events.Series(patient, Host.Now, Visit);
        await Host.ReceiveAsync(series);
        await Host.NothingDueAsync();
        return series;
    }

    public async Task<Reminder> ConfirmationAsync(Guid patient, Channel channel = Channel.Sms) =>
        (await Host.RemindersAsync(patient)).Single(r => r.Kind == "booking-confirmation" && r.Channel == channel);

    public Task SweepAsync() =>
        ActivatorUtilities.CreateInstance<SweepRemindersJob>(Host.Services).RunAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _anonymous.Dispose();
        await Host.DisposeAsync();
        await Twilio.DisposeAsync();
    }
}
