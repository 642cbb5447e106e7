using Clinic.Contracts.Billing;
using Clinic.Contracts.Scheduling;
using Clinic.Messaging;
using Clinic.Messaging.Operations;
using Clinic.Notifications.Channels;
using Clinic.Notifications.Channels.Twilio;
using Clinic.Notifications.Features.AnnounceInvoice;
using Clinic.Notifications.Features.BookSeries;
using Clinic.Notifications.Features.CancelSession;
using Clinic.Notifications.Features.ChangePreferences;
using Clinic.Notifications.Features.ChangeTemplate;
using Clinic.Notifications.Features.CloseInboxItem;
using Clinic.Notifications.Features.CompleteInfusion;
using Clinic.Notifications.Features.CountOperations;
using Clinic.Notifications.Features.FallBackToEmail;
using Clinic.Notifications.Features.ListInbox;
using Clinic.Notifications.Features.ListMessages;
using Clinic.Notifications.Features.ListReminders;
using Clinic.Notifications.Features.ListTemplates;
using Clinic.Notifications.Features.MoveSession;
using Clinic.Notifications.Features.OverrideQuietHours;
using Clinic.Notifications.Features.PreviewTemplate;
using Clinic.Notifications.Features.ReadInboxItem;
using Clinic.Notifications.Features.ReadPreferences;
using Clinic.Notifications.Features.ReadReminder;
using Clinic.Notifications.Features.ReceiveMessage;
using Clinic.Notifications.Features.RecordOptOut;
using Clinic.Notifications.Features.RequestConsent;
using Clinic.Notifications.Features.ResendReminder;
using Clinic.Notifications.Features.ResolveReminder;
using Clinic.Notifications.Features.SendReminders;
using Clinic.Notifications.Features.SettleConsent;
using Clinic.Notifications.Features.TrackContact;
using Clinic.Notifications.Features.TrackDelivery;
using Clinic.Notifications.Features.Unsubscribe;
using Clinic.Notifications.Features.WaitlistOffers;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Planning;
using Clinic.Notifications.Rendering;
using Clinic.Notifications.Settings;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Jobs;
using Clinic.ServiceDefaults.Operations;
using FluentValidation;
using Hangfire;

namespace Clinic.Notifications;

/// <summary>The one list of what the service that writes to patients is made of.</summary>
public static class NotificationsService
{
    /// <summary>Registers it.</summary>
    /// <param name="builder">The host.</param>
    /// <exception cref="InvalidOperationException">A setting is not acceptable; the message names its key.</exception>
    public static IHostApplicationBuilder AddNotifications(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddClinicDatabase<NotificationsDbContext, SqliteNotificationsDbContext, SqlServerNotificationsDbContext>("Notifications");
        builder.AddMessaging<NotificationsDbContext>("notifications", AddConsumers);
        builder.AddClinicJobs();
        builder.Services.AddOpenApi("notifications");
        builder.Services.AddValidatorsFromAssembly(typeof(NotificationsService).Assembly, includeInternalTypes: true);
        var settings = MessageSettings.Read(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.AddChannels(settings);
        AddPlanning(builder.Services);
        AddSending(builder.Services);
        AddAnswers(builder.Services, builder.Configuration);
        return builder;
    }

    /// <summary>Maps its routes.</summary>
    /// <param name="app">The application.</param>
    public static void MapNotifications(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var group = app.MapGroup("/api/notifications/v1").WithGroupName("notifications");
        ListRemindersEndpoint.Map(group);
        ReadReminderEndpoint.Map(group);
        ResolveReminderEndpoint.Map(group);
        ResendReminderEndpoint.Map(group);
        OverrideQuietHoursEndpoint.Map(group);
        ListMessagesEndpoint.Map(group);
        ReadPreferencesEndpoint.Map(group);
        ChangePreferencesEndpoint.Map(group);
        ListTemplatesEndpoint.Map(group);
        ChangeTemplateEndpoint.Map(group);
        PreviewTemplateEndpoint.Map(group);
        ListInboxEndpoint.Map(group);
        ReadInboxItemEndpoint.Map(group);
        CloseInboxItemEndpoint.Map(group);
        TwilioStatusEndpoint.Map(group);
        TwilioMessageEndpoint.Map(group);
        UnsubscribeEndpoint.Map(group);
        CountOperationsEndpoint.Map(group);
        group.MapMessagingOperations<NotificationsDbContext>();
        group.MapAdjustableClock(app.Configuration);
    }

    private static void AddConsumers(ConsumerList<NotificationsDbContext> consumers) => consumers
        .Consume<PatientContactChanged, PatientContactChangedConsumer>()
        .Consume<SeriesBooked, SeriesBookedConsumer>()
        .Consume<SessionRescheduled, SessionRescheduledConsumer>()
        .Consume<SessionCancelled, SessionCancelledConsumer>()
        .Consume<SessionCancelledLate, SessionCancelledLateConsumer>()
        .Consume<OffLabelConsentRequested, OffLabelConsentRequestedConsumer>()
        .Consume<OffLabelConsentSigned, OffLabelConsentSignedConsumer>()
        .Consume<OffLabelConsentWithdrawn, OffLabelConsentWithdrawnConsumer>()
        .Consume<InfusionCompleted, InfusionCompletedConsumer>()
        .Consume<InvoiceIssued, InvoiceIssuedConsumer>()
        .Consume<WaitlistPlaceOffered, WaitlistPlaceOfferedConsumer>()
        .Consume<WaitlistOfferAnswered, WaitlistOfferAnsweredConsumer>()
        .Consume<WaitlistOfferWithdrawn, WaitlistOfferWithdrawnConsumer>();

    private static void AddPlanning(IServiceCollection services)
    {
        services.AddSingleton<ReminderBook>();
        services.AddSingleton<FollowUpPlanner>();
        services.AddSingleton<SessionCancellation>();
        services.AddSingleton<MessageRenderer>();
        services.AddSingleton<TemplateChecks>();
    }

    private static void AddAnswers(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(PhoneIndex.Of(configuration));
        services.AddHostedService<PhoneIndexBackfill>();
        services.AddSingleton<ForgedCalls>();
        services.AddSingleton<DeliveryTracker>();
        services.AddSingleton<AskAboutSilent>();
        services.AddSingleton<EmailFallback>();
        services.AddSingleton<MessageReceiver>();
    }

    private static void AddSending(IServiceCollection services)
    {
        services.AddSingleton<UnsubscribeLinks>();
        services.AddSingleton<InFlight>();
        services.AddSingleton<MessageComposer>();
        services.AddSingleton<ClaimDueReminders>();
        services.AddSingleton<OptOuts>();
        services.AddSingleton<RefusalNotes>();
        services.AddSingleton<SettleReminders>();
        services.AddSingleton<RecoverAbandoned>();
        services.AddSingleton<HandOver>();
        services.AddSingleton<HandOverTogether>();
        services.AddSingleton<HandOverOneByOne>();
        services.AddSingleton<ReminderDispatcher>();
        services.AddTransient<SendDueRemindersJob>();
        services.AddRecurringJob<SweepRemindersJob>("notifications.sweep-reminders", job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        services.AddSingleton<DueMinutes>();
        services.AddSingleton<ICommitListener<NotificationsDbContext>>(provider => provider.GetRequiredService<DueMinutes>());
        services.AddHostedService<DueMinuteScheduler>();
    }
}
