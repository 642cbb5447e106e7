using Clinic.Contracts.Notifications;
using Clinic.Messaging;
using Clinic.Messaging.Operations;
using Clinic.Scheduling.Features.AddChair;
using Clinic.Scheduling.Features.AddCredential;
using Clinic.Scheduling.Features.ApplyRepair;
using Clinic.Scheduling.Features.ApplyRoster;
using Clinic.Scheduling.Features.AuditCoverage;
using Clinic.Scheduling.Features.BookSeries;
using Clinic.Scheduling.Features.CallOutShift;
using Clinic.Scheduling.Features.CancelSeries;
using Clinic.Scheduling.Features.CancelSession;
using Clinic.Scheduling.Features.ChangePatient;
using Clinic.Scheduling.Features.ChangeShiftTemplate;
using Clinic.Scheduling.Features.ChangeSite;
using Clinic.Scheduling.Features.CheckInPatient;
using Clinic.Scheduling.Features.CloseChair;
using Clinic.Scheduling.Features.CloseSite;
using Clinic.Scheduling.Features.CompleteInfusion;
using Clinic.Scheduling.Features.ConfirmSession;
using Clinic.Scheduling.Features.CountRows;
using Clinic.Scheduling.Features.CreateSite;
using Clinic.Scheduling.Features.DeleteShift;
using Clinic.Scheduling.Features.FindPlace;
using Clinic.Scheduling.Features.HoldPlan;
using Clinic.Scheduling.Features.LinkCalendar;
using Clinic.Scheduling.Features.MissSession;
using Clinic.Scheduling.Features.MoveShift;
using Clinic.Scheduling.Features.PlanShift;
using Clinic.Scheduling.Features.PlanShiftTemplate;
using Clinic.Scheduling.Features.ProposeRepair;
using Clinic.Scheduling.Features.PublishConsentForm;
using Clinic.Scheduling.Features.PublishProtocol;
using Clinic.Scheduling.Features.ReadCalendar;
using Clinic.Scheduling.Features.ReadConsent;
using Clinic.Scheduling.Features.ReadDayBoard;
using Clinic.Scheduling.Features.ReadPatients;
using Clinic.Scheduling.Features.ReadRoster;
using Clinic.Scheduling.Features.ReadSeries;
using Clinic.Scheduling.Features.ReadSessions;
using Clinic.Scheduling.Features.ReadSites;
using Clinic.Scheduling.Features.ReadUtilisation;
using Clinic.Scheduling.Features.RegisterPatient;
using Clinic.Scheduling.Features.RegisterStaff;
using Clinic.Scheduling.Features.ReleaseUnsigned;
using Clinic.Scheduling.Features.RequestConsent;
using Clinic.Scheduling.Features.RescheduleSeries;
using Clinic.Scheduling.Features.RescheduleSession;
using Clinic.Scheduling.Features.RevokeCredential;
using Clinic.Scheduling.Features.SearchSeries;
using Clinic.Scheduling.Features.Shared;
using Clinic.Scheduling.Features.ShortenShift;
using Clinic.Scheduling.Features.SignConsent;
using Clinic.Scheduling.Features.StartInfusion;
using Clinic.Scheduling.Features.WaitlistEntries;
using Clinic.Scheduling.Features.WaitlistOffers;
using Clinic.Scheduling.Features.WithdrawConsent;
using Clinic.Scheduling.Persistence;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Jobs;
using Clinic.ServiceDefaults.Operations;
using FluentValidation;

namespace Clinic.Scheduling;

/// <summary>The one list of what the scheduling service is made of.</summary>
public static class SchedulingService
{
    /// <summary>The prefix of its routes.</summary>
    public const string BasePath = "/api/scheduling/v1";

    /// <summary>Registers the service.</summary>
    /// <param name="builder">The host.</param>
    public static IHostApplicationBuilder AddScheduling(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddClinicDatabase<SchedulingDbContext, SqliteSchedulingDbContext, SqlServerSchedulingDbContext>("Scheduling");
        builder.AddMessaging<SchedulingDbContext>("scheduling", consumers => consumers.Consume<PatientConfirmedSession, PatientConfirmedSessionConsumer>());
        builder.AddClinicJobs();
        builder.Services.AddValidatorsFromAssemblyContaining<CreateSiteValidator>(ServiceLifetime.Singleton, includeInternalTypes: true);
        builder.Services.AddSingleton<PatientContact>();
        builder.Services.AddSingleton<PlanningDataLoader>();
        builder.Services.AddSingleton<PlaceFinder>();
        builder.Services.AddSingleton<PublicUrl>();
        builder.Services.AddSingleton<ConsentRequests>();
        builder.Services.AddSingleton<SeriesBooker>();
        builder.Services.AddSingleton<BookingCrowd>();
        builder.Services.AddSingleton<HoldConfirmation>();
        builder.Services.AddSingleton<NewPlaceFinder>();
        builder.Services.AddSingleton<RepairSettings>();
        builder.Services.AddSingleton<RepairLoader>();
        builder.Services.AddSingleton<RepairProposer>();
        builder.Services.AddSingleton<RepairApplier>();
        builder.Services.AddSingleton<ConsentSigning>();
        builder.Services.AddSingleton<SessionCanceller>();
        builder.Services.AddSingleton<SessionCommand>();
        builder.Services.AddSingleton<OfferSearch>();
        builder.Services.AddSingleton<OfferMaker>();
        builder.Services.AddSingleton<OfferSweep>();
        builder.Services.AddSingleton<FreedPlaceOffers>();
        builder.Services.AddSingleton<OfferAnswers>();
        builder.Services.AddSingleton<OfferPageEndpoint>();
        builder.Services.AddRecurringJob<OfferPlacesJob>(OfferPlacesJob.Id, job => job.RunAsync(CancellationToken.None), OfferPlacesJob.Cron);
        builder.Services.AddRecurringJob<ReleaseUnsignedJob>(
            ReleaseUnsignedJob.Id, job => job.RunAsync(CancellationToken.None), ReleaseUnsignedJob.Cron);
        builder.Services.AddRecurringJob<AuditCoverageJob>(
            AuditCoverageJob.Id, job => job.RunAsync(CancellationToken.None), AuditCoverageJob.Cron);
        builder.Services.AddRecurringJob<ExpireHoldsJob>(ExpireHoldsJob.Id, job => job.RunAsync(CancellationToken.None), ExpireHoldsJob.Cron);
        builder.Services.AddOpenApi("scheduling", options =>
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "Clinic scheduling";
                document.Info.Version = "v1";
                return Task.CompletedTask;
            }));
        return builder;
    }

    /// <summary>Maps its routes.</summary>
    /// <param name="app">The application.</param>
    public static WebApplication MapScheduling(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var group = app.MapGroup(BasePath).WithGroupName("scheduling").WithTags("scheduling");
        MapSetUp(group);
        MapBooking(group);
        MapRosterChanges(group);
        MapWaitlist(group);
        MapConsents(group);
        MapDayOfInfusion(group);
        app.MapConsentPage();
        OfferPageEndpoint.Map(app);
        app.MapReadCalendar();
        group.MapCountRows();
        group.MapCoverageGaps();
        group.MapMessagingOperations<SchedulingDbContext>();
        group.MapAdjustableClock(app.Configuration);
        return app;
    }

    private static void MapBooking(RouteGroupBuilder group)
    {
        group.MapSearchSeries();
        group.MapHolds();
        group.MapBookSeries();
        group.MapReadSeries();
        group.MapCancelSeries();
        group.MapReadSessions();
        group.MapCancelSession();
        group.MapReschedule();
        group.MapRescheduleSeries();
        group.MapReadDayBoard();
        group.MapReadUtilisation();
        group.MapCalendarFeeds();
        group.MapCallOutShift();
    }

    private static void MapRosterChanges(RouteGroupBuilder group)
    {
        group.MapShortenShift();
        group.MapMoveShift();
        group.MapDeleteShift();
        group.MapRevokeCredential();
        group.MapCloseChair();
        group.MapProposeRepair();
        group.MapApplyRepair();
    }

    private static void MapWaitlist(RouteGroupBuilder group)
    {
        group.MapAddWaitlistEntry();
        group.MapReadWaitlist();
        group.MapWithdrawWaitlistEntry();
        group.MapAnswerOffer();
    }

    private static void MapConsents(RouteGroupBuilder group)
    {
        group.MapSignConsent();
        group.MapReadConsent();
        group.MapWithdrawConsent();
    }

    private static void MapDayOfInfusion(RouteGroupBuilder group)
    {
        group.MapCheckIn();
        group.MapStartInfusion();
        group.MapCompleteInfusion();
        group.MapMissSession();
    }

    private static void MapRosters(RouteGroupBuilder group)
    {
        group.MapAddShiftTemplate();
        group.MapReadShiftTemplates();
        group.MapChangeShiftTemplate();
        group.MapApplyRoster();
        group.MapReadRoster();
    }

    private static void MapSetUp(RouteGroupBuilder group)
    {
        group.MapCreateSite();
        group.MapReadSites();
        group.MapChangeSite();
        group.MapChairs();
        group.MapCloseSite();
        group.MapStaff();
        group.MapAddCredential();
        group.MapPlanShift();
        group.MapReadShifts();
        MapRosters(group);
        group.MapConsentForms();
        group.MapProtocols();
        group.MapRegisterPatient();
        group.MapReadPatients();
        group.MapChangePatient();
    }
}
