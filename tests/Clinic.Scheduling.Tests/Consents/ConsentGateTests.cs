using System.Net;
using Clinic.Contracts.Scheduling;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Auth;

namespace Clinic.Scheduling.Tests.Consents;

public sealed class ConsentGateTests(ITestOutputHelper output)
{
    private static readonly ClinicPlan TwoInfusions = new() { Infusions = 2, Days = 12, Chairs = 6, Nurses = 6 };

    [Fact]
    public async Task No_infusion_starts_without_a_signed_consent()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var series = await ArrivedAsync(rig, await TestClinic.OpenAsync(rig, TwoInfusions), sign: false);

        var refused = await StartAsync(rig, series);
        await SignAsync(rig, series);
        var started = await StartAsync(rig, series);

        Assert.Equal("consent-missing", refused.Expect(HttpStatusCode.UnprocessableEntity).Problem);
        Assert.Equal("in-progress", started.Expect(HttpStatusCode.OK)["state"].GetValue<string>());
        Assert.Single(await rig.EventsAsync<InfusionStarted>());
    }

    [Fact]
    public async Task A_withdrawn_consent_cancels_what_is_to_come_and_frees_its_slots()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var series = await ArrivedAsync(rig, await TestClinic.OpenAsync(rig, TwoInfusions), sign: true);

        (await rig.PostAsync($"consents/{series["consentId"]}/withdraw", null)).Expect(HttpStatusCode.OK);
        var refused = await StartAsync(rig, series);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var after = await rig.GetAsync($"series/{series.Id}");
        Assert.Equal("cancelled", after["state"].GetValue<string>());
        Assert.All(after["sessions"].AsArray(), s => Assert.Equal("consent-withdrawn", s!["cancelReason"]!.GetValue<string>()));
        Assert.Empty(new Checking.Books(rig.ConnectionString).Claims);
        Assert.Single(await rig.EventsAsync<OffLabelConsentWithdrawn>());
        Assert.Equal(2, (await rig.EventsAsync<SessionCancelled>()).Count);
    }

    [Fact]
    public async Task A_withdrawal_that_races_with_a_start_comes_before_it_or_after_it()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, TwoInfusions);
        var started = 0;
        const int rounds = 20;
        for (var round = 0; round < rounds; round++)
        {
            var series = await ArrivedAsync(rig, clinic, sign: true);
            var start = StartAsync(rig, series);
            var withdraw = rig.PostAsync($"consents/{series["consentId"]}/withdraw", null);
            var (startAnswer, withdrawAnswer) = (await start, await withdraw);

            withdrawAnswer.Expect(HttpStatusCode.OK);
            var states = (await rig.GetAsync($"series/{series.Id}"))["sessions"].AsArray().Select(s => s!["state"]!.GetValue<string>());
            Assert.Equal([startAnswer.Status == HttpStatusCode.OK ? "in-progress" : "cancelled", "cancelled"], states);
            started += startAnswer.Status == HttpStatusCode.OK ? 1 : 0;
        }

        output.WriteLine($"{started} of {rounds} starts came before the withdrawal");
        Assert.Equal(started, (await rig.EventsAsync<InfusionStarted>()).Count);
    }

    [Fact]
    public async Task A_signature_that_has_run_out_starts_nothing()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, TwoInfusions);
        (await rig.PostAsync("consent-forms", new { code = "KET-CONSENT", text = "Valid for a day.", validDays = 1 })).Expect(HttpStatusCode.Created);
        var series = (await clinic.BookAsync(await clinic.PatientAsync(), TestClinic.Today.AddDays(1))).Expect(HttpStatusCode.Created);
        await SignAsync(rig, series);
        rig.AdvanceTo(Start(series).AddMinutes(5));
        await CheckInAsync(rig, series);

        var refused = await StartAsync(rig, series);

        Assert.Equal("consent-missing", refused.Expect(HttpStatusCode.UnprocessableEntity).Problem);
    }

    private static async Task<Answer> ArrivedAsync(SchedulingRig rig, TestClinic clinic, bool sign)
    {
        // Two infusions two days apart that end on the third day begin on the first.
        var series = (await clinic.BookAsync(await clinic.PatientAsync(), TestClinic.Today, TestClinic.Today.AddDays(2))).Expect(HttpStatusCode.Created);
        if (sign)
        {
            await SignAsync(rig, series);
        }

        await CheckInAsync(rig, series);
        return series;
    }

    private static async Task SignAsync(SchedulingRig rig, Answer series) => (await rig.PostAsync(
        "consent-signatures", new { token = await rig.TokenForAsync(series.Id), fullName = "A Patient", accepted = true }))
        .Expect(HttpStatusCode.Created);

    private static async Task CheckInAsync(SchedulingRig rig, Answer series) =>
        (await rig.PostAsync($"sessions/{First(series)}/check-in", Vitals.Usual)).Expect(HttpStatusCode.OK);

    private static Task<Answer> StartAsync(SchedulingRig rig, Answer series) =>
        rig.PostAsync($"sessions/{First(series)}/start", new { }, Roles.Nurse);

    private static Guid First(Answer series) => series["sessions"][0]!["id"]!.GetValue<Guid>();

    private static DateTimeOffset Start(Answer series) => series["sessions"][0]!["startsAt"]!.GetValue<DateTimeOffset>();
}
