using System.Net;
using Clinic.Billing.Tests.Rig;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Billing.Tests.Reconciliation;

public class SettlementTests
{
    [Fact]
    public async Task One_deposit_settles_several_invoices_and_several_payments_settle_one()
    {
        await using var s = await Statements.StartAsync();
        var (first, second) = (await s.InvoiceAsync(), await s.InvoiceAsync());
        var third = await s.InvoiceAsync(first.Patient);

        var lines = await s.PostAsync(
            s.Row(870, text: $"{first.Number.Replace("-", "", StringComparison.Ordinal)} and {second.Number}"),
            s.Row(100, third.Number, from: "Payer"));

        // Whose money the 100 are isn't known yet: it waits, and whoever assigns it teaches it.
        Assert.Equal(["settled", "queued"], lines.Select(l => l!.Text("state")));
        await AssignAsync(s, lines[1]!.Text("id"), new { parts = new[] { new { itemId = third.Id, amountMinor = 10_000 } } });
        var more = await s.PostAsync(s.Row(335, third.Number, "rest", "payer"));
        Assert.Equal("settled", more[0]!.Text("state"));
        Assert.Equal((0, 0, 0), (await s.OpenAsync(first.Id), await s.OpenAsync(second.Id), await s.OpenAsync(third.Id)));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Undoing_is_a_new_entry_and_the_line_can_be_assigned_again(DatabaseProvider provider)
    {
        await using var s = await Statements.StartAsync(provider);
        var (first, second) = (await s.InvoiceAsync(), await s.InvoiceAsync());
        var line = (await s.PostAsync(s.Row(435, first.Number)))[0]!.Text("id");
        var entries = await s.Host.ReadAsync(db => db.JournalEntries.CountAsync());

        using var undone = await s.Host.PostAsync($"statement-lines/{line}/undo", new { reason = "typing error of the payer" });
        await Answers.SuccessAsync(undone);

        Assert.Equal(entries + 1, await s.Host.ReadAsync(db => db.JournalEntries.CountAsync()));
        Assert.Equal((43_500, 0), (await s.OpenAsync(first.Id), await s.BalanceAsync("1040")));
        Assert.True((await s.Host.GetAsync("payments")).Items()[0]!["isReversed"]!.GetValue<bool>());
        await AssignAsync(s, line, new { parts = new[] { new { itemId = second.Id, amountMinor = 40_000 } }, credit = new { patientId = second.Patient, amountMinor = 3_500 } });
        Assert.Equal((3_500, -3_500), (await s.OpenAsync(second.Id), await s.BalanceAsync("2100")));
    }

    [Fact]
    public async Task Undoing_forgets_the_payer_that_was_learnt_from_the_wrong_match()
    {
        await using var s = await Statements.StartAsync();
        var (wrong, right) = (await s.InvoiceAsync(), await s.InvoiceAsync());
        var line = (await s.PostAsync(s.Row(435, wrong.Number, from: "Payer")))[0]!.Text("id");
        using var undone = await s.Host.PostAsync($"statement-lines/{line}/undo", new { reason = "typing error of the payer" });
        await AssignAsync(s, line, new { parts = new[] { new { itemId = right.Id, amountMinor = 43_500 } } });

        var lines = await s.PostAsync(s.Row(435, text: "next session", from: "Payer"));

        Assert.Equal("queued", lines[0]!.Text("state"));
        Assert.Equal(43_500, await s.OpenAsync(wrong.Id));
    }

    [Fact]
    public async Task A_deposit_of_what_the_desk_took_moves_it_to_the_bank()
    {
        await using var s = await Statements.StartAsync();
        var invoice = await s.InvoiceAsync();
        foreach (var (minor, method) in new[] { (10_000L, "check"), (4_000L, "cash"), (7_700L, "check") })
        {
            using var paid = await s.Host.PostAsync("payments", Samples.Payment(invoice.Patient, s.Site, invoice.Id, minor, s.Host.Today, method));
            await Answers.SuccessAsync(paid);
        }

        var lines = await s.PostAsync(s.Row(140, text: "branch deposit"));

        Assert.Equal("settled", lines[0]!.Text("state"));
        Assert.Equal((14_000, 7_700, 0), (await s.BalanceAsync("1040"), await s.BalanceAsync("1020"), await s.BalanceAsync("1010")));
    }

    [Fact]
    public async Task A_transfer_that_the_desk_recorded_is_confirmed_and_not_posted_again()
    {
        await using var s = await Statements.StartAsync();
        var invoice = await s.InvoiceAsync();
        using var paid = await s.Host.PostAsync("payments", new
        {
            patientId = invoice.Patient,
            siteId = s.Site,
            invoiceId = invoice.Id,
            amount = Samples.Money(43_500),
            method = "bank-transfer",
            reference = invoice.Number,
            receivedOn = s.Host.Today.ToDateOnly(),
        });
        await Answers.SuccessAsync(paid);

        var lines = await s.PostAsync(s.Row(435, invoice.Number), s.Row(435, invoice.Number, "again"));

        Assert.Equal(["settled", "queued"], lines.Select(l => l!.Text("state")));
        Assert.Equal(43_500, await s.BalanceAsync("1040"));
    }

    [Fact]
    public async Task What_is_not_certain_waits_with_its_candidates()
    {
        await using var s = await Statements.StartAsync();
        var invoice = await s.InvoiceAsync();
        await s.PostAsync(s.Row(435, text: "no reference"), s.Row(500, invoice.Number));

        var waiting = (await s.Host.GetAsync($"statement-exceptions?siteId={s.Site}")).AsArray();

        Assert.Equal(2, waiting.Count);
        Assert.All(waiting, w => Assert.Equal(invoice.Id.ToString(), w!["candidates"]![0]!.Text("itemId")));
        Assert.Equal(["nothing", "other-amount"], waiting.Select(w => w!.Text("rule")).Order());
        Assert.Equal(43_500, await s.OpenAsync(invoice.Id));
    }

    [Theory]
    [InlineData(43_499, "parts")]
    [InlineData(43_500, "parts")]
    public async Task An_assignment_that_does_not_add_up_or_is_more_than_open_is_refused(long minor, string field)
    {
        await using var s = await Statements.StartAsync();
        var invoice = await s.InvoiceAsync();
        using var paid = await s.Host.PostAsync("payments", Samples.Payment(invoice.Patient, s.Site, invoice.Id, 100, s.Host.Today));
        var line = (await s.PostAsync(s.Row(435, text: "no reference")))[0]!.Text("id");

        using var answer = await s.Host.PostAsync(
            $"statement-lines/{line}/assign", new { parts = new[] { new { itemId = invoice.Id, amountMinor = minor } } });

        await Answers.RefusedAsync(answer, HttpStatusCode.UnprocessableEntity, field);
        Assert.Equal(0, await s.Host.ReadAsync(db => db.Settlements.CountAsync()));
    }

    private static async Task AssignAsync(Statements s, string line, object request)
    {
        using var answer = await s.Host.PostAsync($"statement-lines/{line}/assign", request);
        await Answers.SuccessAsync(answer);
    }
}
