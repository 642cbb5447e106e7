using Clinic.Messaging;
using Clinic.Notifications;
using Clinic.ServiceDefaults.Hosting;

return await ClinicHost.RunAsync(
    args,
    "notifications",
    builder =>
    {
        builder.AddNotifications();
        builder.AddMessagingTransport();
    },
    app => app.MapNotifications());
