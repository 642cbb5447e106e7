using System.Net;
using Clinic.Billing.Features.ChargeInfusion;
using Clinic.Billing.Tests.Rig;
using Clinic.Contracts.Scheduling;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Billing.Tests.Ledger;

public class ConcurrencyTests
{
    private const int Posters = 64;

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Sixty_four_posters_on_one_account_lose_no_update_and_leave_no_gap_in_any_number(DatabaseProvider provider)
    {
        var (host, site) = await BillingHost.StartWithSiteAsync(provider);
        await using var _ = host;
        var patient = Samples.Id();
        var invoice = await InvoiceAsync(host, site, patient);

        var payments = Enumerable.Range(0, Posters).Select(_ => PayAsync(host, site, patient, invoice, 100));
        var infusions = Enumerable.Range(0, Posters).Select(async _ =>
        {
            await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(Samples.Completed(site, patient));
            return HttpStatusCode.Created;
        });
        var answers = await Task.WhenAll(payments.Concat(infusions));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer));
        Assert.Equal(43_500 - (Posters * 100), (await host.GetAsync($"invoices/{invoice}")).Minor("open"));
        Assert.Equal(Enumerable.Range(1, Posters + 1), await host.ReadAsync(db =>
            db.Invoices.OrderBy(i => i.Sequence).Select(i => i.Sequence).ToListAsync()));
        Assert.Equal(Enumerable.Range(1, (2 * Posters) + 1).Select(n => (long)n), await host.ReadAsync(db =>
            db.JournalEntries.OrderBy(e => e.Number).Select(e => e.Number).ToListAsync()));
        var receipts = await host.ReadAsync(db => db.Payments.OrderBy(p => p.ReceiptNumber).Select(p => p.ReceiptNumber).ToListAsync());
        Assert.Equal(Enumerable.Range(1, Posters), receipts.Select(r => int.Parse(r[^6..], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Of_many_callers_who_pay_the_whole_invoice_exactly_one_succeeds(DatabaseProvider provider)
    {
        var (host, site) = await BillingHost.StartWithSiteAsync(provider);
        await using var _ = host;
        var patient = Samples.Id();
        var invoice = await InvoiceAsync(host, site, patient);

        var answers = await Task.WhenAll(Enumerable.Range(0, Posters).Select(_ => PayAsync(host, site, patient, invoice, 43_500)));

        Assert.Single(answers, HttpStatusCode.Created);
        Assert.Equal(Posters - 1, answers.Count(a => a == HttpStatusCode.UnprocessableEntity));
        Assert.Equal(1, await host.ReadAsync(db => db.Payments.CountAsync()));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task One_completion_that_arrives_many_times_at_once_is_charged_once(DatabaseProvider provider)
    {
        var (host, site) = await BillingHost.StartWithSiteAsync(provider);
        await using var _ = host;
        var completed = Samples.Completed(site);

        await Task.WhenAll(Enumerable.Range(0, Posters).Select(_ =>
            host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(completed)));

        Assert.Equal(1, await host.ReadAsync(db => db.Invoices.CountAsync()));
    }

    private static async Task<Guid> InvoiceAsync(BillingHost host, Guid site, Guid patient)
    {
        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(Samples.Completed(site, patient));
        return await host.ReadAsync(db => db.Invoices.Where(i => i.PatientId == patient).Select(i => i.Id).SingleAsync());
    }

    private static async Task<HttpStatusCode> PayAsync(BillingHost host, Guid site, Guid patient, Guid invoice, long minor)
    {
        using var response = await host.PostAsync("payments", Samples.Payment(patient, site, invoice, minor, host.Today));
        return response.StatusCode;
    }
}
