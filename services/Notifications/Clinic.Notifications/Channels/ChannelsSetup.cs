using Clinic.Notifications.Channels.Folder;
using Clinic.Notifications.Channels.Smtp;
using Clinic.Notifications.Channels.Twilio;
using Clinic.Notifications.Settings;

namespace Clinic.Notifications.Channels;

/// <summary>Chooses the provider of each channel: <c>Clinic:Sms:Provider</c> and <c>Clinic:Email:Provider</c>.</summary>
internal static class ChannelsSetup
{
    public static void AddChannels(this IHostApplicationBuilder builder, MessageSettings settings)
    {
        var services = builder.Services;
        services.AddSingleton(EmailSettings.Read(builder.Configuration, settings.Texts.SenderName));
        services.AddSingleton<EmailComposer>();
        services.AddSingleton<MessageFolder>();
        services.AddSingleton<Senders>();
        AddSms(services, builder.Configuration, settings);
        AddEmail(services, builder.Configuration);
    }

    private static void AddSms(IServiceCollection services, IConfiguration configuration, MessageSettings settings)
    {
        switch (configuration["Clinic:Sms:Provider"])
        {
            case null or "" or "Folder":
                services.AddSingleton<ISmsSender, FolderSmsSender>();
                break;
            case "Twilio":
                TwilioSetup.Add(services, configuration, settings);
                break;
            case var other:
                throw new InvalidOperationException($"Clinic:Sms:Provider is '{other}'; it must be Folder or Twilio.");
        }
    }

    private static void AddEmail(IServiceCollection services, IConfiguration configuration) => _ = configuration["Clinic:Email:Provider"] switch
    {
        null or "" or "Folder" => services.AddSingleton<IEmailSender, FolderEmailSender>(),
        "Smtp" => services.AddSingleton<IEmailSender, SmtpEmailSender>(),
        var other => throw new InvalidOperationException($"Clinic:Email:Provider is '{other}'; it must be Folder or Smtp."),
    };
}
