using System.Net;
using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Features.HoldPlan;
using Clinic.Scheduling.Features.ReleaseUnsigned;
using Clinic.Scheduling.Tests.Rig;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Scheduling.Tests.Waitlist;

/// <summary>Whatever makes room leaves a mark, and what was refused leaves none.</summary>
public sealed class FreedPlaceTests
{
    [Theory]
    [InlineData("a cancelled session")]
    [InlineData("a cancelled series")]
    [InlineData("a moved session")]
    [InlineData("a withdrawn consent")]
    [InlineData("an unsigned consent")]
    [InlineData("a released hold")]
    [InlineData("an expired hold")]
    public async Task What_gives_its_place_back_marks_exactly_when(string what)
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair with { ConsentDeadlineHours = 24 });
        var series = (await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(2, 10))).Expect(HttpStatusCode.Created);
        var hold = (await rig.PostAsync("holds", new
        {
            patientId = await clinic.PatientAsync(),
            siteId = clinic.SiteId,
            protocolId = clinic.ProtocolId,
            minutes = 1,
            sessions = new[] { new { startsAt = TestClinic.At(2, 13) } },
        })).Expect(HttpStatusCode.Created);
        await WaitlistRig.RunJobAsync(rig);

        await FreeAsync(rig, what, series, hold);

        var freed = TestClinic.At(2, what.Contains("hold", StringComparison.Ordinal) ? 13 : 10);
        var mark = Assert.Single(await WaitlistRig.MarksAsync(rig));
        // Set-up, infusion, recovery and turnover: seven slots.
        Assert.Equal((freed, freed.AddMinutes(105)), (mark.From!.Value.ToDateTimeOffset(), mark.Until!.Value.ToDateTimeOffset()));
    }

    [Theory]
    [InlineData("a new shift")]
    [InlineData("a moved shift")]
    [InlineData("a new chair")]
    [InlineData("longer opening hours")]
    [InlineData("a credential")]
    public async Task What_makes_more_room_leaves_a_mark(string what)
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        await WaitlistRig.RunJobAsync(rig);

        (await GrowAsync(rig, what, clinic)).Expect(what is "a moved shift" or "longer opening hours" ? HttpStatusCode.OK : HttpStatusCode.Created);

        Assert.Equal(clinic.SiteId, Assert.Single(await WaitlistRig.MarksAsync(rig)).SiteId);
    }

    [Fact]
    public async Task What_is_refused_leaves_no_mark()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        var first = (await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(2, 10))).Expect(HttpStatusCode.Created);
        (await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(2, 13))).Expect(HttpStatusCode.Created);
        await WaitlistRig.RunJobAsync(rig);

        var taken = await rig.PostAsync($"sessions/{first["sessions"][0]!["id"]}/reschedule", new { startsAt = TestClinic.At(2, 13) });
        var stale = await rig.PostAsync($"series/{first.Id}/cancel", new { reason = "patient-request" }, headers: ("If-Match", "\"99\""));

        Assert.Equal([HttpStatusCode.Conflict, HttpStatusCode.PreconditionFailed], [taken.Status, stale.Status]);
        Assert.Empty(await WaitlistRig.MarksAsync(rig));
    }

    [Fact]
    public async Task A_mark_for_other_dates_asks_nobody()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, WaitlistRig.OneChair);
        var entry = (await WaitlistRig.FreeTenAsync(rig, clinic, day: 1, waiting: 1))[0];
        var mark = Assert.Single(await WaitlistRig.MarksAsync(rig));

        Assert.True(Touches(mark, TestClinic.At(1, 0), TestClinic.At(2, 0)));
        Assert.False(Touches(mark, TestClinic.At(0, 0), TestClinic.At(1, 0)));
        Assert.False(Touches(mark, TestClinic.At(2, 0), TestClinic.At(3, 0)));
        await WaitlistRig.RunJobAsync(rig);
        Assert.NotNull(await WaitlistRig.OfferOfAsync(rig, entry));
    }

    private static bool Touches(FreedPlace mark, DateTimeOffset from, DateTimeOffset until) =>
        mark.Touches(NodaTime.Instant.FromDateTimeOffset(from), NodaTime.Instant.FromDateTimeOffset(until));

    private static async Task FreeAsync(SchedulingRig rig, string what, Answer series, Answer hold)
    {
        var session = series["sessions"][0]!["id"];
        switch (what)
        {
            case "a cancelled session":
                await rig.PostAsync($"sessions/{session}/cancel", new { reason = "patient-request" });
                break;
            case "a cancelled series":
                await rig.PostAsync($"series/{series.Id}/cancel", new { reason = "patient-request" });
                break;
            case "a moved session":
                (await rig.PostAsync($"sessions/{session}/reschedule", new { startsAt = TestClinic.At(3, 14) })).Expect(HttpStatusCode.OK);
                break;
            case "a withdrawn consent":
                await rig.PostAsync($"consents/{series["consentId"]}/withdraw", null);
                break;
            case "an unsigned consent":
                await rig.SendAsync(HttpMethod.Delete, $"holds/{hold.Id}", null, "admin");
                await WaitlistRig.RunJobAsync(rig);
                rig.AdvanceTo(TestClinic.At(2, 9));
                await using (var scope = rig.Services.CreateAsyncScope())
                {
                    await scope.ServiceProvider.GetRequiredService<ReleaseUnsignedJob>().RunAsync(CancellationToken.None);
                }

                break;
            case "a released hold":
                await rig.SendAsync(HttpMethod.Delete, $"holds/{hold.Id}", null, "admin");
                break;
            default:
                rig.AdvanceTo(rig.Now.AddMinutes(2));
                await using (var scope = rig.Services.CreateAsyncScope())
                {
                    await scope.ServiceProvider.GetRequiredService<ExpireHoldsJob>().RunAsync(CancellationToken.None);
                }

                break;
        }
    }

    private static Task<Answer> GrowAsync(SchedulingRig rig, string what, TestClinic clinic) => what switch
    {
        "a new shift" => rig.PostAsync(
            "shifts", new { staffId = clinic.Nurses[0], siteId = clinic.SiteId, startsAt = TestClinic.At(13, 8), endsAt = TestClinic.At(13, 18) }),
        "a moved shift" => rig.PostAsync(
            $"shifts/{clinic.Shifts[(clinic.Nurses[0], TestClinic.Today.AddDays(2))]}/move",
            new { startsAt = TestClinic.At(2, 7), endsAt = TestClinic.At(2, 18) }),
        "a new chair" => rig.PostAsync($"sites/{clinic.SiteId}/chairs", new { name = "Another" }),
        "a credential" => rig.PostAsync($"staff/{clinic.Nurses[0]}/credentials", new { code = "PALS", validUntil = "2035-12-31" }),
        _ => ChangeHoursAsync(rig, clinic),
    };

    private static async Task<Answer> ChangeHoursAsync(SchedulingRig rig, TestClinic clinic)
    {
        var site = await rig.GetAsync($"sites/{clinic.SiteId}");
        var body = new
        {
            name = "Main",
            timeZoneId = "America/New_York",
            hours = new[] { new { weekday = "tuesday", opens = "08:00", closes = "20:00" } },
            waitlistOffers = 2,
            waitlistOfferMinutes = 30,
        };
        var changed = await rig.SendAsync(HttpMethod.Put, $"sites/{clinic.SiteId}", body, "admin", ("If-Match", site.ETag!));
        Assert.Equal((2, 30), (changed["waitlistOffers"].GetValue<int>(), changed["waitlistOfferMinutes"].GetValue<int>()));
        return changed;
    }
}
