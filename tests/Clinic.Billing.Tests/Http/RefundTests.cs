using System.Net;
using Clinic.Billing.Features.ChargeInfusion;
using Clinic.Billing.Tests.Rig;
using Clinic.Contracts.Scheduling;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Billing.Tests.Http;

public class RefundTests
{
    [Fact]
    public async Task A_patient_gets_back_the_credit_and_no_more()
    {
        var (host, site) = await BillingHost.StartWithSiteAsync();
        await using var _ = host;
        var completed = Samples.Completed(site);
        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(completed);
        using var paid = await host.PostAsync("payments", Samples.Payment(completed.PatientId, site, null, 5_000, host.Today));
        await Answers.SuccessAsync(paid);

        using var tooMuch = await host.PostAsync("refunds", Refund(completed.PatientId, site, 5_001));
        using var unknown = await host.PostAsync("refunds", Refund(Samples.Id(), site, 1));
        using var refunded = await host.PostAsync("refunds", Refund(completed.PatientId, site, 5_000));
        using var again = await host.PostAsync("refunds", Refund(completed.PatientId, site, 1));

        await Answers.RefusedAsync(tooMuch, HttpStatusCode.UnprocessableEntity, "amount");
        await Answers.RefusedAsync(unknown, HttpStatusCode.NotFound, "patientId");
        await Answers.SuccessAsync(refunded);
        await Answers.RefusedAsync(again, HttpStatusCode.UnprocessableEntity, "amount");
        Assert.Equal(1, await host.ReadAsync(db => db.Refunds.CountAsync()));
        Assert.Equal(0, (await host.GetAsync($"accounts/{completed.PatientId}"))["sites"]![0]!.Minor("unappliedCredit"));
    }

    private static object Refund(Guid patientId, Guid siteId, long minor) =>
        new { patientId, siteId, amount = Samples.Money(minor), method = "cash", reason = "series ended early" };
}
