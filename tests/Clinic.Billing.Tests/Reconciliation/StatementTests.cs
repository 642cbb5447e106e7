using System.Net;
using System.Text;
using Clinic.Billing.Tests.Rig;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Billing.Tests.Reconciliation;

public class StatementTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_preview_posts_nothing_and_posting_twice_posts_once(DatabaseProvider provider)
    {
        await using var statements = await Statements.StartAsync(provider);
        var invoice = await statements.InvoiceAsync();
        string[] rows = [statements.Row(435, invoice.Number), statements.Row(-80, text: "rent")];

        var preview = await statements.ImportAsync(rows);
        Assert.Equal(("reference-and-amount", 1.0), (preview["lines"]![0]!.Text("rule"), preview["lines"]![0]!["score"]!.GetValue<double>()));
        Assert.Equal(43_500, await statements.OpenAsync(invoice.Id));

        var lines = await statements.PostAsync(rows);
        await statements.PostAsync(rows);

        Assert.Equal(["settled", "dismissed"], lines.Select(l => l!.Text("state")));
        Assert.Equal(0, await statements.OpenAsync(invoice.Id));
        Assert.Equal(43_500, await statements.BalanceAsync("1040"));
        Assert.Equal(1, await statements.Host.ReadAsync(db => db.StatementImports.CountAsync()));
        Assert.Equal(1, await statements.Host.ReadAsync(db => db.Payments.CountAsync()));
    }

    [Theory]
    [InlineData("11/24/2026,435.00,,ok,\n24.11.2026,1,,bad,\n", 3)]
    [InlineData("11/24/2026,lots,,bad,\n", 2)]
    [InlineData("11/24/2026,1.001,,bad,\n", 2)]
    [InlineData("11/24/2026,435.00,,ok,\n11/24/2026,1\n", 3)]
    public async Task A_malformed_file_is_refused_whole_and_the_line_is_named(string rows, int line)
    {
        await using var statements = await Statements.StartAsync();

        using var answer = await statements.UploadAsync(Statements.Header + rows);

        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(line, System.Text.Json.Nodes.JsonNode.Parse(body)!["line"]!.GetValue<int>());
        Assert.Equal(0, await statements.Host.ReadAsync(db => db.StatementImports.CountAsync()));
    }

    [Fact]
    public async Task A_line_that_an_overlapping_statement_has_again_is_kept_once_and_equal_payments_of_a_day_are_two()
    {
        await using var statements = await Statements.StartAsync();
        var row = statements.Row(50, text: "thank you", from: "A. Payer");
        await statements.ImportAsync(row, row);

        var overlapping = await statements.ImportAsync(row, row, statements.Row(60));

        Assert.Equal(2, overlapping["knownLines"]!.GetValue<int>());
        Assert.Equal(3, await statements.Host.ReadAsync(db => db.StatementLines.CountAsync()));
    }

    [Fact]
    public async Task What_names_payers_rests_encrypted_and_the_file_can_be_proven()
    {
        await using var statements = await Statements.StartAsync();
        var import = await statements.ImportAsync(statements.Row(50, from: "Ada Payer"));

        var (kept, text) = await statements.Host.ReadAsync(async db =>
            ((await db.StatementImports.SingleAsync()).ProtectedContent, (await db.StatementLines.SingleAsync()).ProtectedText));
        Assert.DoesNotContain("Ada", Encoding.UTF8.GetString(kept) + text, StringComparison.Ordinal);
        Assert.Equal(64, import.Text("sha256").Length);
    }
}
