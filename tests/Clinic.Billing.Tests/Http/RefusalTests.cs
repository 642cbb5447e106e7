using System.Net;
using System.Net.Http.Json;
using Clinic.Billing.Features.ChargeInfusion;
using Clinic.Billing.Tests.Rig;
using Clinic.Contracts.Scheduling;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Xunit;

namespace Clinic.Billing.Tests.Http;

public class RefusalTests
{
    public static TheoryData<string, string, HttpStatusCode> BadPayments => new()
    {
        { "zero", "amount", HttpStatusCode.BadRequest },
        { "negative", "amount", HttpStatusCode.BadRequest },
        { "absurd", "amount", HttpStatusCode.BadRequest },
        { "more than is open", "amount", HttpStatusCode.UnprocessableEntity },
        { "wrong currency", "amount", HttpStatusCode.UnprocessableEntity },
        { "tomorrow", "receivedOn", HttpStatusCode.UnprocessableEntity },
        { "two years ago", "receivedOn", HttpStatusCode.UnprocessableEntity },
        { "before the invoice", "receivedOn", HttpStatusCode.UnprocessableEntity },
        { "unknown invoice", "invoiceId", HttpStatusCode.NotFound },
        { "unknown site", "siteId", HttpStatusCode.NotFound },
        { "another patient's invoice", "patientId", HttpStatusCode.UnprocessableEntity },
        { "unknown patient on account", "patientId", HttpStatusCode.NotFound },
        { "unknown method", "method", HttpStatusCode.BadRequest },
        { "card number", "reference", HttpStatusCode.BadRequest },
    };

    [Theory]
    [MemberData(nameof(BadPayments))]
    public async Task A_wrong_payment_is_refused_by_field_and_nothing_is_written(string wrong, string field, HttpStatusCode status)
    {
        var (host, site) = await BillingHost.StartWithSiteAsync();
        await using var _ = host;
        var completed = Samples.Completed(site);
        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(completed);
        var invoice = await host.ReadAsync(db => db.Invoices.Select(i => i.Id).SingleAsync());

        using var answer = await host.PostAsync("payments", Wrong(wrong, completed.PatientId, site, invoice, host.Today));

        await Answers.RefusedAsync(answer, status, field);
        Assert.Equal(0, await host.ReadAsync(db => db.Payments.CountAsync()));
        Assert.Equal(1, await host.ReadAsync(db => db.JournalEntries.CountAsync()));
    }

    [Fact]
    public async Task A_payment_on_a_void_invoice_is_refused()
    {
        var (host, site) = await BillingHost.StartWithSiteAsync();
        await using var _ = host;
        var completed = Samples.Completed(site);
        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(completed);
        var invoice = await host.ReadAsync(db => db.Invoices.Select(i => i.Id).SingleAsync());
        using var voided = await host.PostAsync($"invoices/{invoice}/void", new { reason = "wrong patient" });
        await Answers.SuccessAsync(voided);

        using var answer = await host.PostAsync("payments", Samples.Payment(completed.PatientId, site, invoice, 100, host.Today));
        using var again = await host.PostAsync($"invoices/{invoice}/void", new { reason = "again" });

        await Answers.RefusedAsync(answer, HttpStatusCode.Conflict, "invoiceId");
        await Answers.RefusedAsync(again, HttpStatusCode.Conflict, "invoiceId");
    }

    [Theory]
    [InlineData("payments", "nurse", HttpStatusCode.Forbidden)]
    [InlineData("payments", null, HttpStatusCode.Unauthorized)]
    [InlineData("fee-schedules", "front-desk", HttpStatusCode.Forbidden)]
    public async Task A_caller_without_the_role_is_refused(string path, string? role, HttpStatusCode status)
    {
        await using var host = await BillingHost.StartAsync();
        using var client = host.Client(role);

        using var answer = await client.PostAsJsonAsync(path, new { }, TestContext.Current.CancellationToken);

        await Answers.RefusedAsync(answer, status, "Authorization");
    }

    [Fact]
    public async Task A_payment_that_is_sent_twice_with_one_key_is_recorded_once()
    {
        var (host, site) = await BillingHost.StartWithSiteAsync();
        await using var _ = host;
        var completed = Samples.Completed(site);
        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(completed);
        using var client = host.Client();
        client.DefaultRequestHeaders.Add("Idempotency-Key", "till-1-slip-17");
        var payment = Samples.Payment(completed.PatientId, site, null, 100, host.Today);

        using var first = await client.PostAsJsonAsync("payments", payment, TestContext.Current.CancellationToken);
        using var second = await client.PostAsJsonAsync("payments", payment, TestContext.Current.CancellationToken);

        Assert.Equal((await Answers.SuccessAsync(first)).Text("id"), (await Answers.SuccessAsync(second)).Text("id"));
        Assert.Equal(1, await host.ReadAsync(db => db.Payments.CountAsync()));
    }

    private static object Wrong(string wrong, Guid patient, Guid site, Guid invoice, LocalDate today) => wrong switch
    {
        "zero" => Samples.Payment(patient, site, invoice, 0, today),
        "negative" => Samples.Payment(patient, site, invoice, -100, today),
        "absurd" => Samples.Payment(patient, site, invoice, long.MaxValue, today),
        "more than is open" => Samples.Payment(patient, site, invoice, 43_501, today),
        "wrong currency" => Samples.Payment(patient, site, invoice, 100, today, currency: "EUR"),
        "tomorrow" => Samples.Payment(patient, site, invoice, 100, today.PlusDays(1)),
        "two years ago" => Samples.Payment(patient, site, null, 100, today.PlusYears(-2)),
        "before the invoice" => Samples.Payment(patient, site, invoice, 100, today.PlusDays(-1)),
        "unknown invoice" => Samples.Payment(patient, site, Samples.Id(), 100, today),
        "unknown site" => Samples.Payment(patient, Samples.Id(), invoice, 100, today),
        "another patient's invoice" => Samples.Payment(Samples.Id(), site, invoice, 100, today),
        "unknown patient on account" => Samples.Payment(Samples.Id(), site, null, 100, today),
        "unknown method" => Samples.Payment(patient, site, invoice, 100, today, method: "barter"),
        "card number" => new
        {
            patientId = patient,
            siteId = site,
            invoiceId = invoice,
            amount = Samples.Money(100),
            method = "card-terminal",
            reference = "4111 1111 1111 1111",
            receivedOn = today.ToDateOnly(),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(wrong), wrong, "There is no such case."),
    };
}
