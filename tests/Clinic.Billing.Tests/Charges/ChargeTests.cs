using Clinic.Billing.Features.ChargeInfusion;
using Clinic.Billing.Features.ChargeMissedSession;
using Clinic.Billing.Tests.Rig;
using Clinic.Contracts.Billing;
using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Xunit;

namespace Clinic.Billing.Tests.Charges;

public class ChargeTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_session_without_prices_waits_with_the_reason_and_is_billed_when_they_come(DatabaseProvider provider)
    {
        await using var host = await BillingHost.StartAsync(provider);
        var completed = Samples.Completed(Samples.Id());
        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(completed);
        Assert.Equal("site-not-set-up", await ReasonAsync(host));
        await host.SetPolicyAsync(completed.SiteId);
        Assert.Equal("no-fee-schedule", await ReasonAsync(host));
        await host.AddScheduleAsync(completed.SiteId, Samples.Schedule(
            completed.SiteId, until: "2026-06-01", lines: [new { code = "96374", label = "Push", priceMinor = 1, unitRule = "infusion-push" }]));
        Assert.Equal("no-fitting-line", await ReasonAsync(host));

        await host.ReadAsync(db => db.Set<Persistence.Fees.FeeScheduleLine>().ExecuteDeleteAsync());
        await host.ReadAsync(db => db.FeeSchedules.ExecuteDeleteAsync());
        await host.AddScheduleAsync(completed.SiteId);

        Assert.Empty((await host.GetAsync("unbilled-sessions")).Items());
        Assert.Equal(43_500, Assert.Single((await host.GetAsync("invoices")).Items())!.Minor("total"));
    }

    [Fact]
    public async Task A_session_is_priced_by_the_date_of_service_in_the_sites_zone()
    {
        await using var host = await BillingHost.StartAsync();
        var site = Samples.Id();
        await host.SetPolicyAsync(site);
        await host.AddScheduleAsync(site, Samples.Schedule(site, from: "2025-01-01", until: "2026-03-02", firstHourMinor: 40_000));
        await host.AddScheduleAsync(site, Samples.Schedule(site, from: "2026-03-02", firstHourMinor: 50_000));
        // 04:59 UTC on 2 March is 23:59 on 1 March in New York.
        var late = Samples.Completed(site, startedAt: Instant.FromUtc(2026, 3, 2, 4, 59), milligrams: 0);
        var next = Samples.Completed(site, startedAt: Instant.FromUtc(2026, 3, 2, 5, 0), milligrams: 0);

        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(late);
        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(next);

        Assert.Equal(40_000, (await host.GetAsync($"invoices?patientId={late.PatientId}")).Items()[0]!.Minor("total"));
        Assert.Equal(50_000, (await host.GetAsync($"invoices?patientId={next.PatientId}")).Items()[0]!.Minor("total"));
    }

    [Fact]
    public async Task An_invoice_is_announced_once_with_its_number_and_due_date()
    {
        var (host, site) = await BillingHost.StartWithSiteAsync();
        await using var _ = host;
        var completed = Samples.Completed(site);

        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(completed);
        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(completed);

        var body = await host.ReadAsync(db => db.Set<OutboxMessage>().Select(m => m.Body).SingleAsync());
        var issued = System.Text.Json.JsonSerializer.Deserialize<InvoiceIssued>(body, Messaging.MessageTypes.Json)!;
        Assert.Equal((43_500, completed.PatientId), (issued.Total.AmountMinor, issued.PatientId));
        Assert.EndsWith("-000001", issued.InvoiceNumber, StringComparison.Ordinal);
        Assert.Equal(host.Today.PlusDays(30).ToDateOnly(), issued.DueOn);
    }

    [Fact]
    public async Task A_missed_session_costs_the_fee_of_the_policy_once()
    {
        await using var host = await BillingHost.StartAsync();
        var site = Samples.Id();
        await host.SetPolicyAsync(site, Samples.Policy(noShowFee: 10_000, lateCancelFee: 5_000));
        var missed = Missed(site);

        await host.ConsumeAsync<InfusionMissed, InfusionMissedConsumer>(missed);
        await host.ConsumeAsync<InfusionMissed, InfusionMissedConsumer>(missed);

        Assert.Equal(10_000, Assert.Single((await host.GetAsync("invoices")).Items())!.Minor("total"));
    }

    [Theory]
    [InlineData("patient-request", 1)]
    [InlineData("clinic-request", 0)]
    [InlineData("consent-missing", 0)]
    public async Task A_late_cancellation_costs_a_fee_only_when_the_patient_asked_for_it(string reason, int invoices)
    {
        await using var host = await BillingHost.StartAsync();
        var site = Samples.Id();
        await host.SetPolicyAsync(site, Samples.Policy(lateCancelFee: 5_000));
        var missed = Missed(site);
        var cancelled = new SessionCancelledLate(
            missed.SessionId, missed.SeriesId, missed.PatientId, site, reason, missed.StartsAt, missed.OccurredAt);

        await host.ConsumeAsync<SessionCancelledLate, SessionCancelledLateConsumer>(cancelled);

        Assert.Equal(invoices, (await host.GetAsync("invoices")).Items().Count);
    }

    [Fact]
    public async Task A_missed_session_costs_nothing_where_the_policy_has_no_fee_or_the_session_took_place()
    {
        var (host, site) = await BillingHost.StartWithSiteAsync();
        await using var _ = host;
        await host.ConsumeAsync<InfusionMissed, InfusionMissedConsumer>(Missed(site));
        Assert.Empty((await host.GetAsync("invoices")).Items());
        var second = Samples.Id();
        await host.SetPolicyAsync(second, Samples.Policy(noShowFee: 10_000));
        await host.AddScheduleAsync(second);
        var completed = Samples.Completed(second);

        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(completed);
        await host.ConsumeAsync<InfusionMissed, InfusionMissedConsumer>(Missed(second) with { SessionId = completed.SessionId });

        Assert.Single((await host.GetAsync("invoices")).Items());
    }

    private static InfusionMissed Missed(Guid site)
    {
        var at = Instant.FromUtc(2026, 3, 2, 15, 0).ToDateTimeOffset();
        return new InfusionMissed(Samples.Id(), Samples.Id(), Samples.Id(), site, at, at);
    }

    private static async Task<string> ReasonAsync(BillingHost host) =>
        Assert.Single((await host.GetAsync("unbilled-sessions")).Items())!.Text("reason");
}
