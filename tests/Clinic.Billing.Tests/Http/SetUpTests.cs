using System.Net;
using System.Net.Http.Json;
using Clinic.Billing.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Billing.Tests.Http;

public class SetUpTests
{
    [Theory]
    [InlineData("96365", 0, "infusion-initial-hour", null, "lines[0].priceMinor")]
    [InlineData("96365", -5, "infusion-initial-hour", null, "lines[0].priceMinor")]
    [InlineData("", 100, "infusion-initial-hour", null, "lines[0].code")]
    [InlineData("J3490", 100, "drug-amount", null, "lines[0].milligramsPerUnit")]
    [InlineData("96365", 100, "infusion-initial-hour", 5, "lines[0].milligramsPerUnit")]
    public async Task A_wrong_price_is_refused_by_field(string code, long price, string rule, int? milligrams, string field)
    {
        await using var host = await BillingHost.StartAsync();
        var line = new { code, label = "Label", priceMinor = price, unitRule = rule, milligramsPerUnit = milligrams };

        using var answer = await host.PostAsync("fee-schedules", Samples.Schedule(Samples.Id(), lines: [line]));

        await Answers.RefusedAsync(answer, HttpStatusCode.BadRequest, field);
        Assert.Equal(0, await host.ReadAsync(db => db.FeeSchedules.CountAsync()));
    }

    [Fact]
    public async Task Prices_for_a_site_without_a_policy_are_refused()
    {
        await using var host = await BillingHost.StartAsync();

        using var answer = await host.PostAsync("fee-schedules", Samples.Schedule(Samples.Id()));

        await Answers.RefusedAsync(answer, HttpStatusCode.NotFound, "siteId");
    }

    [Fact]
    public async Task A_date_has_one_price_an_overlapping_schedule_is_refused()
    {
        var (host, site) = await BillingHost.StartWithSiteAsync();
        await using var _ = host;
        await host.AddScheduleAsync(site, Samples.Schedule(site, from: "2026-07-01", until: "2027-01-01"));

        using var overlapping = await host.PostAsync("fee-schedules", Samples.Schedule(site, from: "2026-12-31"));
        using var adjoining = await host.PostAsync("fee-schedules", Samples.Schedule(site, from: "2027-01-01"));

        await Answers.RefusedAsync(overlapping, HttpStatusCode.Conflict, "validFrom");
        await Answers.SuccessAsync(adjoining);
        var schedules = (await host.GetAsync($"fee-schedules?siteId={site}")).AsArray();
        Assert.Equal(["2027-01-01", "2026-07-01", "2020-01-01"], schedules.Select(s => s!.Text("validFrom")));
        Assert.Equal("2026-07-01", schedules[2]!.Text("validUntil"));
    }

    [Theory]
    [InlineData("timeZoneId", "Mars/Olympus", HttpStatusCode.BadRequest)]
    [InlineData("currency", "dollars", HttpStatusCode.BadRequest)]
    [InlineData("numberPrefix", "far too long", HttpStatusCode.BadRequest)]
    public async Task A_wrong_policy_is_refused_by_field(string field, string value, HttpStatusCode status)
    {
        await using var host = await BillingHost.StartAsync();
        var policy = new Dictionary<string, object>
        {
            ["timeZoneId"] = Samples.Zone.Id,
            ["currency"] = "USD",
            ["numberPrefix"] = "LA",
            ["paymentTermsDays"] = 30,
            [field] = value,
        };
        using var client = host.Client();

        using var answer = await client.PutAsJsonAsync($"billing-policies/{Samples.Id()}", policy, TestContext.Current.CancellationToken);

        await Answers.RefusedAsync(answer, status, field);
    }

    [Fact]
    public async Task A_policy_changes_only_for_who_read_the_last_version_and_keeps_its_currency()
    {
        await using var host = await BillingHost.StartAsync();
        var site = Samples.Id();
        await host.SetPolicyAsync(site, Samples.Policy(prefix: "LA"));
        using var client = host.Client();
        async Task<HttpResponseMessage> PutAsync(string? tag, object policy)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, $"billing-policies/{site}") { Content = JsonContent.Create(policy) };
            request.Headers.TryAddWithoutValidation("If-Match", tag);
            return await client.SendAsync(request);
        }

        using var blind = await PutAsync(null, Samples.Policy(termsDays: 10, prefix: "LA"));
        using var good = await PutAsync("\"1\"", Samples.Policy(termsDays: 10, prefix: "LA"));
        using var stale = await PutAsync("\"1\"", Samples.Policy(termsDays: 20, prefix: "LA"));
        using var renamed = await PutAsync("\"2\"", Samples.Policy(termsDays: 20, prefix: "NY"));

        await Answers.RefusedAsync(blind, HttpStatusCode.PreconditionRequired, "If-Match");
        await Answers.SuccessAsync(good);
        await Answers.RefusedAsync(stale, HttpStatusCode.PreconditionFailed, "If-Match");
        await Answers.RefusedAsync(renamed, HttpStatusCode.UnprocessableEntity, "numberPrefix");
        Assert.Equal(10, (await host.GetAsync($"billing-policies/{site}"))["paymentTermsDays"]!.GetValue<int>());
    }

    [Fact]
    public async Task Two_sites_cannot_number_alike()
    {
        await using var host = await BillingHost.StartAsync();
        await host.SetPolicyAsync(Samples.Id(), Samples.Policy(prefix: "LA"));
        using var client = host.Client();

        using var answer = await client.PutAsJsonAsync(
            $"billing-policies/{Samples.Id()}", Samples.Policy(prefix: "LA"), TestContext.Current.CancellationToken);

        await Answers.RefusedAsync(answer, HttpStatusCode.Conflict, "numberPrefix");
    }
}
