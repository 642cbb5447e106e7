using Clinic.Billing.Features.AddBankFormat;
using Clinic.Billing.Features.AddFeeSchedule;
using Clinic.Billing.Features.AgeReceivables;
using Clinic.Billing.Features.ApplyCredit;
using Clinic.Billing.Features.ChargeInfusion;
using Clinic.Billing.Features.ChargeMissedSession;
using Clinic.Billing.Features.CountRows;
using Clinic.Billing.Features.EstimateSeries;
using Clinic.Billing.Features.ImportStatement;
using Clinic.Billing.Features.IssueInvoice;
using Clinic.Billing.Features.KeepPatientName;
using Clinic.Billing.Features.ListUnbilledSessions;
using Clinic.Billing.Features.PostToLedger;
using Clinic.Billing.Features.ReadAccount;
using Clinic.Billing.Features.ReadInvoices;
using Clinic.Billing.Features.ReadLedger;
using Clinic.Billing.Features.RecordPayment;
using Clinic.Billing.Features.RefundCredit;
using Clinic.Billing.Features.SetBillingPolicy;
using Clinic.Billing.Features.SettleStatement;
using Clinic.Billing.Features.VoidInvoice;
using Clinic.Billing.Features.WorkExceptions;
using Clinic.Billing.Persistence;
using Clinic.Contracts.Scheduling;
using Clinic.Messaging;
using Clinic.Messaging.Operations;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Operations;
using FluentValidation;

namespace Clinic.Billing;

/// <summary>Everything the billing service is made of, in one list.</summary>
public static class BillingService
{
    /// <summary>Registers the service in a host.</summary>
    /// <param name="builder">The host.</param>
    public static IHostApplicationBuilder AddBilling(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddClinicDatabase<BillingDbContext, SqliteBillingDbContext, SqlServerBillingDbContext>("Billing");
        builder.Services.AddValidatorsFromAssembly(typeof(BillingService).Assembly, includeInternalTypes: true);
        builder.Services.AddSingleton<Bookkeeper>();
        builder.Services.AddSingleton<InvoiceIssuer>();
        builder.Services.AddSingleton<InfusionBiller>();
        builder.Services.AddSingleton<SeriesEstimator>();
        builder.Services.AddSingleton<MissedSessionBiller>();
        builder.Services.AddSingleton<SetBillingPolicyHandler>();
        builder.Services.AddSingleton<AddFeeScheduleHandler>();
        builder.Services.AddSingleton<VoidInvoiceHandler>();
        builder.Services.AddSingleton<PaymentRules>();
        builder.Services.AddSingleton<PaymentBook>();
        builder.Services.AddSingleton<RecordPaymentHandler>();
        builder.Services.AddSingleton<ApplyCreditHandler>();
        builder.Services.AddSingleton<RefundHandler>();
        builder.Services.AddSingleton<ImportStatementHandler>();
        builder.Services.AddSingleton<Settler>();
        builder.Services.AddSingleton<PostStatementHandler>();
        builder.Services.AddSingleton<ExceptionHandler>();
        builder.Services.AddOpenApi("billing", options => options.ShouldInclude = description => description.GroupName == "billing");
        builder.AddMessaging<BillingDbContext>("billing", consumers => consumers
            .Consume<InfusionCompleted, InfusionCompletedConsumer>()
            .Consume<InfusionMissed, InfusionMissedConsumer>()
            .Consume<SessionCancelledLate, SessionCancelledLateConsumer>()
            .Consume<PatientContactChanged, PatientContactChangedConsumer>()
            .Consume<SeriesBooked, SeriesBookedConsumer>());
        return builder;
    }

    /// <summary>Maps the service's routes.</summary>
    /// <param name="app">The application.</param>
    public static WebApplication MapBilling(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var group = app.MapGroup("/api/billing/v1").WithGroupName("billing").WithTags("Billing");
        BillingPolicyEndpoint.Map(group);
        FeeScheduleEndpoint.Map(group);
        UnbilledSessionsEndpoint.Map(group);
        EstimateEndpoint.Map(group);
        ListInvoicesEndpoint.Map(group);
        ReadInvoiceEndpoint.Map(group);
        VoidInvoiceEndpoint.Map(group);
        PaymentEndpoint.Map(group);
        ApplyCreditEndpoint.Map(group);
        RefundEndpoint.Map(group);
        ReadAccountEndpoint.Map(group);
        AgedReceivablesEndpoint.Map(group);
        TrialBalanceEndpoint.Map(group);
        LedgerEntriesEndpoint.Map(group);
        BankFormatEndpoint.Map(group);
        StatementEndpoint.Map(group);
        ExceptionEndpoint.Map(group);
        CountsEndpoint.Map(group);
        group.MapMessagingOperations<BillingDbContext>();
        group.MapAdjustableClock(app.Configuration);
        return app;
    }
}
