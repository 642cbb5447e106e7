using Clinic.Billing.Features.ChargeInfusion;
using Clinic.Billing.Tests.Rig;
using Clinic.Contracts.Scheduling;
using Xunit;

namespace Clinic.Billing.Tests.Http;

public class MainStoryTests
{
    [Fact]
    public async Task A_completed_infusion_is_invoiced_and_paid_and_the_trial_balance_is_zero()
    {
        var (host, site) = await BillingHost.StartWithSiteAsync();
        await using var _ = host;
        var completed = Samples.Completed(site, minutes: 42, milligrams: 40);

        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(completed);

        var invoice = Assert.Single((await host.GetAsync($"invoices?patientId={completed.PatientId}&state=open")).Items())!;
        Assert.Equal(43_500, invoice.Minor("open"));
        var id = Guid.Parse(invoice.Text("id"));
        var lines = (await host.GetAsync($"invoices/{id}"))["lines"]!.AsArray();
        Assert.Equal(["96365", "J3490"], lines.Select(l => l!.Text("code")));
        using var paid = await host.PostAsync("payments", Samples.Payment(completed.PatientId, site, id, 43_500, host.Today), "front-desk");
        await Answers.SuccessAsync(paid);
        Assert.Equal("paid", (await host.GetAsync($"invoices/{id}")).Text("state"));
        var balance = await host.GetAsync($"ledger/trial-balance?siteId={site}");
        Assert.Equal(0, balance["differenceMinor"]!.GetValue<long>());
        Assert.Equal(87_000, balance["debitsMinor"]!.GetValue<long>());
        var account = await host.GetAsync($"accounts/{completed.PatientId}", "front-desk");
        Assert.Equal(0, Assert.Single(account["sites"]!.AsArray())!.Minor("balance"));
        Assert.Equal(2, account["entries"]!.Items().Count);
    }
}
