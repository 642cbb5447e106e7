using Clinic.Billing;
using Clinic.Messaging;
using Clinic.ServiceDefaults.Hosting;

return await ClinicHost.RunAsync(
    args,
    "billing",
    builder =>
    {
        builder.AddBilling();
        builder.AddMessagingTransport();
    },
    app => app.MapBilling());
