using System.Net;
using System.Security.Cryptography;
using System.Text;
using Clinic.Contracts.Scheduling;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Auth;

namespace Clinic.Scheduling.Tests.Consents;

public sealed class ConsentLinkTests
{
    private static readonly ClinicPlan Small = new() { Infusions = 2, Days = 12 };

    [Fact]
    public async Task The_page_shows_the_exact_text_and_signing_it_stores_who_when_how_and_what()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var (series, token) = await BookedAsync(rig);

        using var client = new HttpClient { BaseAddress = rig.Address };
        using var page = await client.GetAsync($"/consent/{token}");
        var html = await page.Content.ReadAsStringAsync();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["fullName"] = "Patient Number1", ["accepted"] = "true" });
        using var thanks = await client.PostAsync($"/consent/{token}", form);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("You may withdraw &lt;at any time&gt; before dosing.", html, StringComparison.Ordinal);
        Assert.Contains("<label for=\"fullName\">", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.True(page.Headers.CacheControl!.NoStore);
        Assert.Equal("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal(HttpStatusCode.OK, thanks.StatusCode);
        var consent = await rig.GetAsync($"consents/{series["consentId"]}");
        Assert.Equal("signed", consent["state"].GetValue<string>());
        Assert.Equal("Patient Number1", consent["signedName"].GetValue<string>());
        Assert.Equal("link-page", consent["signedBy"].GetValue<string>());
        Assert.Equal("127.0.0.1", consent["signedFrom"].GetValue<string>());
        Assert.Equal(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(TestClinic.FormText))), consent["textSha256"].GetValue<string>());
        Assert.Single(await rig.EventsAsync<OffLabelConsentSigned>());
    }

    [Fact]
    public async Task A_link_signs_once_however_many_hold_it()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var (_, token) = await BookedAsync(rig);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SignAsync(rig, token)));
        var later = await SignAsync(rig, token);
        var page = await rig.SendAsync(HttpMethod.Get, $"/consent/{token}", null, role: null);

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(a => a.Status == HttpStatusCode.Gone));
        Assert.Equal(HttpStatusCode.Gone, later.Status);
        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Single(await rig.EventsAsync<OffLabelConsentSigned>());
    }

    [Fact]
    public async Task A_guessed_link_is_unknown_and_an_expired_one_is_gone()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var (series, token) = await BookedAsync(rig);

        var guessed = await SignAsync(rig, token[..^1] + (token[^1] == 'A' ? 'B' : 'A'));
        rig.AdvanceTo(series["sessions"][0]!["startsAt"]!.GetValue<DateTimeOffset>());
        var expired = await SignAsync(rig, token);

        Assert.Equal(HttpStatusCode.NotFound, guessed.Status);
        Assert.Equal(HttpStatusCode.Gone, expired.Status);
        Assert.Empty(await rig.EventsAsync<OffLabelConsentSigned>());
    }

    [Fact]
    public async Task A_page_without_a_name_or_a_tick_signs_nothing_and_says_so()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var (series, token) = await BookedAsync(rig);
        using var client = new HttpClient { BaseAddress = rig.Address };
        foreach (var (name, accepted) in new[] { ("", "true"), ("Patient", "false"), (new string('x', 201), "true") })
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["fullName"] = name, ["accepted"] = accepted });
            using var answer = await client.PostAsync($"/consent/{token}", form);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("role=\"alert\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal("requested", (await rig.GetAsync($"consents/{series["consentId"]}"))["state"].GetValue<string>());
    }

    [Fact]
    public async Task The_token_rests_nowhere_in_the_database()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var (_, token) = await BookedAsync(rig);
        var file = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(rig.ConnectionString).DataSource;

        var found = false;
        foreach (var part in new[] { file, file + "-wal" })
        {
            await using var stream = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            found |= (await reader.ReadToEndAsync()).Contains(token, StringComparison.Ordinal);
        }

        Assert.False(found, "The token lies in the database's file.");
    }

    [Fact]
    public async Task Booking_through_the_api_needs_a_token_and_signing_does_not()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var (series, token) = await BookedAsync(rig);

        var read = await rig.SendAsync(HttpMethod.Get, $"consents/{series["consentId"]}", null, role: null);
        var wrongRole = await rig.GetAsync($"consents/{series["consentId"]}", Roles.Billing);
        var signed = await SignAsync(rig, token);

        Assert.Equal(HttpStatusCode.Unauthorized, read.Status);
        Assert.Equal(HttpStatusCode.Forbidden, wrongRole.Status);
        Assert.Equal(HttpStatusCode.Created, signed.Status);
    }

    private static async Task<(Answer Series, string Token)> BookedAsync(SchedulingRig rig)
    {
        var clinic = await TestClinic.OpenAsync(rig, Small);
        var series = (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);
        return (series, await rig.TokenForAsync(series.Id));
    }

    private static Task<Answer> SignAsync(SchedulingRig rig, string token) => rig.SendAsync(
        HttpMethod.Post, "consent-signatures", new { token, fullName = "Patient Number1", accepted = true }, role: null);
}
