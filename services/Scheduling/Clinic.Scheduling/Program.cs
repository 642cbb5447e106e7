using Clinic.Messaging;
using Clinic.Scheduling;
using Clinic.ServiceDefaults.Hosting;

return await ClinicHost.RunAsync(
    args,
    "scheduling",
    builder =>
    {
        builder.AddScheduling();
        builder.AddMessagingTransport();
    },
    app => app.MapScheduling());
