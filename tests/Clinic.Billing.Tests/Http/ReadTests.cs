using System.Text.Json.Nodes;
using Clinic.Billing.Features.ChargeInfusion;
using Clinic.Billing.Features.KeepPatientName;
using Clinic.Billing.Tests.Rig;
using Clinic.Contracts.Scheduling;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Privacy;
using Clinic.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace Clinic.Billing.Tests.Http;

public class ReadTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Lists_come_page_by_page_without_losing_or_repeating_an_item(DatabaseProvider provider)
    {
        var (host, site) = await BillingHost.StartWithSiteAsync(provider);
        await using var _ = host;
        var patient = Samples.Id();
        foreach (var number in Enumerable.Range(1, 5))
        {
            await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(Samples.Completed(site, patient));
            using var paid = await host.PostAsync("payments", Samples.Payment(patient, site, null, number, host.Today));
            await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(Samples.Completed(Samples.Id()));
        }

        Assert.Equal(5, await DistinctAsync(host, "invoices?limit=2", page => page, "number"));
        Assert.Equal(5, await DistinctAsync(host, "payments?limit=2", page => page, "receiptNumber"));
        Assert.Equal(5, await DistinctAsync(host, "unbilled-sessions?limit=2", page => page, "sessionId"));
        Assert.Equal(10, await DistinctAsync(host, $"ledger/entries?siteId={site}&limit=3", page => page, "sourceId"));
        Assert.Equal(10, await DistinctAsync(host, $"accounts/{patient}?limit=3", page => page["entries"]!, "sourceId"));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Receivables_age_by_the_days_past_the_due_date(DatabaseProvider provider)
    {
        await using var host = await BillingHost.StartAsync(provider);
        var site = Samples.Id();
        await host.SetPolicyAsync(site, Samples.Policy(termsDays: 0));
        await host.AddScheduleAsync(site);
        var issued = host.Today;
        var completed = Samples.Completed(site);
        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(completed);
        await PayAsync(host, site, completed.PatientId, 3_500);
        host.Time.Advance(TimeSpan.FromDays(31));
        await PayAsync(host, site, completed.PatientId, 10_000);

        Assert.Equal(40_000, await AgedAsync(host, site, issued, "notYetDue"));
        Assert.Equal(40_000, await AgedAsync(host, site, issued.PlusDays(1), "days1To30"));
        Assert.Equal(40_000, await AgedAsync(host, site, issued.PlusDays(30), "days1To30"));
        Assert.Equal(30_000, await AgedAsync(host, site, issued.PlusDays(31), "days31To60"));
        host.Time.Advance(TimeSpan.FromDays(60));
        Assert.Equal(30_000, await AgedAsync(host, site, issued.PlusDays(90), "days61To90"));
        Assert.Equal(30_000, await AgedAsync(host, site, issued.PlusDays(91), "over90Days"));
    }

    [Fact]
    public async Task A_void_invoice_owes_nothing_and_what_was_paid_on_it_settles_the_next()
    {
        var (host, site) = await BillingHost.StartWithSiteAsync();
        await using var _ = host;
        var patient = Samples.Id();
        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(Samples.Completed(site, patient));
        var first = await host.ReadAsync(db => db.Invoices.Select(i => i.Id).SingleAsync());
        await PayAsync(host, site, patient, 20_000, first);
        using var voided = await host.PostAsync($"invoices/{first}/void", new { reason = "wrong session" });
        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(Samples.Completed(site, patient));
        var second = await host.ReadAsync(db => db.Invoices.Where(i => i.Sequence == 2).Select(i => i.Id).SingleAsync());

        using var applied = await host.PostAsync("credit-applications", new { invoiceId = second, amount = Samples.Money(20_000) });
        using var tooMuch = await host.PostAsync("credit-applications", new { invoiceId = second, amount = Samples.Money(1) });

        Assert.Equal(23_500, (await Answers.SuccessAsync(applied)).Minor("openAfterwards"));
        await Answers.RefusedAsync(tooMuch, System.Net.HttpStatusCode.UnprocessableEntity, "amount");
        var voidInvoice = await host.GetAsync($"invoices/{first}");
        Assert.Equal(("void", 0L), (voidInvoice.Text("state"), voidInvoice.Minor("open")));
        Assert.EndsWith("-C000001", voidInvoice["creditNote"]!.Text("number"), StringComparison.Ordinal);
        Assert.Equal(23_500, (await host.GetAsync($"accounts/{patient}"))["sites"]![0]!.Minor("balance"));
    }

    [Fact]
    public async Task The_newest_name_stands_on_the_invoice_and_rests_encrypted()
    {
        var (host, site) = await BillingHost.StartWithSiteAsync();
        await using var _ = host;
        var completed = Samples.Completed(site);
        await host.ConsumeAsync<PatientContactChanged, PatientContactChangedConsumer>(Contact(host, completed.PatientId, 2, "Ada New"));
        await host.ConsumeAsync<PatientContactChanged, PatientContactChangedConsumer>(Contact(host, completed.PatientId, 1, "Ada Old"));
        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(completed);
        var invoice = await host.ReadAsync(db => db.Invoices.Select(i => i.Id).SingleAsync());

        Assert.Equal("Ada New", (await host.GetAsync($"invoices/{invoice}")).Text("patientName"));
        var kept = await host.ReadAsync(db => db.PatientNames.Select(p => p.ProtectedName).SingleAsync());
        Assert.DoesNotContain("Ada", kept, StringComparison.Ordinal);
        Assert.Equal(1, await host.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Action == "invoice.read")));
    }

    private static PatientContactChanged Contact(BillingHost host, Guid patient, int version, string name)
    {
        var contact = host.Services.GetRequiredService<Protection>()
            .Protect(Protection.ContactDetails, new ContactDetails(name, "Ada", null, null));
        return new PatientContactChanged(patient, version, contact, Samples.Zone.Id, "en", host.Time.GetUtcNow());
    }

    private static async Task PayAsync(BillingHost host, Guid site, Guid patient, long minor, Guid? invoice = null)
    {
        var id = invoice ?? await host.ReadAsync(db => db.Invoices.Select(i => i.Id).SingleAsync());
        using var answer = await host.PostAsync("payments", Samples.Payment(patient, site, id, minor, host.Today));
        await Answers.SuccessAsync(answer);
    }

    private static async Task<long> AgedAsync(BillingHost host, Guid site, LocalDate asOf, string bucket)
    {
        var aged = await host.GetAsync($"aged-receivables?siteId={site}&asOf={asOf:uuuu-MM-dd}");
        Assert.Equal(aged["total"]!.Minor("total"), aged["total"]!.Minor(bucket));
        return Assert.Single(aged["patients"]!.AsArray())!["buckets"]!.Minor(bucket);
    }

    private static async Task<int> DistinctAsync(BillingHost host, string path, Func<JsonNode, JsonNode> page, string key)
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var found = page(await host.GetAsync(cursor is null ? path : $"{path}{separator}cursor={cursor}"));
            seen.AddRange(found.Items().Select(i => i!.Text(key)));
            cursor = found["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);

        Assert.Equal(seen.Count, seen.Distinct(StringComparer.Ordinal).Count());
        return seen.Count;
    }
}
