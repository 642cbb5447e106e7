using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Clinic.Billing.Features.ChargeInfusion;
using Clinic.Billing.Tests.Rig;
using Clinic.Contracts.Scheduling;
using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Billing.Tests.Reconciliation;

/// <summary>A site with a bank format, and statements for it.</summary>
internal sealed class Statements(BillingHost host, Guid site, Guid format) : IAsyncDisposable
{
    public const string Header = "Date,Amount,Reference,Text,From\n";

    public BillingHost Host => host;

    public Guid Site => site;

    public static async Task<Statements> StartAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var (host, site) = await BillingHost.StartWithSiteAsync(provider);
        using var added = await host.PostAsync("bank-formats", new
        {
            siteId = site,
            name = "First Bank",
            separator = ",",
            dateColumn = "Date",
            dateFormat = "MM/dd/uuuu",
            amountColumn = "Amount",
            textColumn = "Text",
            referenceColumn = "Reference",
            payerColumn = "From",
            depositWord = "DEPOSIT",
        });
        return new Statements(host, site, Guid.Parse((await Answers.SuccessAsync(added)).Text("id")));
    }

    /// <summary>A row of today's statement.</summary>
    public string Row(decimal amount, string reference = "", string text = "", string from = "") => string.Create(
        CultureInfo.InvariantCulture, $"{host.Today:MM/dd/uuuu},{amount},{reference},{text},{from}\n");

    /// <summary>An open invoice of 435.00 and its number.</summary>
    public async Task<(Guid Id, string Number, Guid Patient)> InvoiceAsync(Guid? patient = null)
    {
        var completed = Samples.Completed(site, patient);
        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(completed);
        var invoice = await host.ReadAsync(db => db.Invoices.OrderByDescending(i => i.Sequence).FirstAsync());
        return (invoice.Id, invoice.Number, completed.PatientId);
    }

    public Task<HttpResponseMessage> UploadAsync(string file) => host.PostAsync(
        "statements", new { siteId = site, bankFormatId = format, content = Convert.ToBase64String(Encoding.UTF8.GetBytes(file)) });

    public async Task<JsonNode> ImportAsync(params string[] rows)
    {
        using var answer = await UploadAsync(Header + string.Concat(rows));
        return await Answers.SuccessAsync(answer);
    }

    /// <summary>Imports and posts; the lines afterwards.</summary>
    public async Task<JsonArray> PostAsync(params string[] rows)
    {
        var import = await ImportAsync(rows);
        using var posted = await host.PostAsync($"statements/{import.Text("id")}/post", new { });
        return (await Answers.SuccessAsync(posted))["lines"]!.AsArray();
    }

    public async Task<long> OpenAsync(Guid invoice) => (await host.GetAsync($"invoices/{invoice}")).Minor("open");

    public async Task<JsonNode> AccountAsync(string code)
    {
        var balance = await host.GetAsync($"ledger/trial-balance?siteId={site}");
        Assert.Equal(0, balance["differenceMinor"]!.GetValue<long>());
        return balance["accounts"]!.AsArray().Single(a => a!.Text("code") == code)!;
    }

    public async Task<long> BalanceAsync(string code) => (await AccountAsync(code))["differenceMinor"]!.GetValue<long>();

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
