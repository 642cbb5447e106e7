using System.Net;
using Clinic.Contracts.Scheduling;
using Clinic.Scheduling.Features.HoldPlan;
using Clinic.Scheduling.Tests.Checking;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Scheduling.Tests.Booking;

public sealed class HoldTests
{
    private static readonly ClinicPlan OneChair = new() { Infusions = 1, Chairs = 1, Days = 5, WindowDays = 4 };
    private static readonly DateTimeOffset Nine = TestClinic.At(1, 9);

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_held_place_is_kept_from_everybody_and_confirmed_as_it_was_shown(DatabaseProvider provider)
    {
        await using var rig = await SchedulingRig.StartAsync(provider);
        var clinic = await TestClinic.OpenAsync(rig, OneChair);
        var hold = (await HoldAsync(rig, clinic, Nine, minutes: 5)).Expect(HttpStatusCode.Created);

        var other = await clinic.BookExactlyAsync(await clinic.PatientAsync(), Nine);
        var otherHold = await HoldAsync(rig, clinic, Nine.AddMinutes(15));
        var confirmed = await ConfirmAsync(rig, hold.Id);

        Assert.Equal(SchedulingRig.Start.AddMinutes(5), hold["expiresAt"].GetValue<DateTimeOffset>(), TimeSpan.FromMinutes(1));
        Assert.Equal("slot-taken", other.Problem);
        Assert.Equal("slot-taken", otherHold.Problem);
        Assert.Equal(Nine, confirmed.Expect(HttpStatusCode.Created)["sessions"][0]!["startsAt"]!.GetValue<DateTimeOffset>());
        Assert.Equal(hold["sessions"][0]!["monitorId"]!.GetValue<Guid>(), confirmed["sessions"][0]!["monitorId"]!.GetValue<Guid>());
        Assert.Equal("confirmed", (await rig.GetAsync($"holds/{hold.Id}"))["state"].GetValue<string>());
        Assert.Equal("hold-confirmed", (await ConfirmAsync(rig, hold.Id)).Problem);
        Assert.Single(await rig.EventsAsync<SeriesBooked>());
    }

    [Fact]
    public async Task A_whole_plan_is_held_and_confirmed_within_every_rule()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig);
        var body = new { patientId = await clinic.PatientAsync(), siteId = clinic.SiteId, protocolId = clinic.ProtocolId, earliestDate = TestClinic.Today };
        var hold = (await rig.PostAsync("holds", body)).Expect(HttpStatusCode.Created);

        (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);
        var confirmed = (await ConfirmAsync(rig, hold.Id)).Expect(HttpStatusCode.Created);

        Assert.Equal(Starts(hold), Starts(confirmed));
        Assert.Empty(new Checker(new Books(rig.ConnectionString)).Violations());
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_booking_over_an_expired_hold_succeeds_at_once(DatabaseProvider provider)
    {
        await using var rig = await SchedulingRig.StartAsync(provider);
        var clinic = await TestClinic.OpenAsync(rig, OneChair);
        var hold = (await HoldAsync(rig, clinic, Nine)).Expect(HttpStatusCode.Created);

        rig.AdvanceTo(hold["expiresAt"].GetValue<DateTimeOffset>().AddSeconds(1));
        var booked = await clinic.BookExactlyAsync(await clinic.PatientAsync(), Nine);

        booked.Expect(HttpStatusCode.Created);
        Assert.Equal("expired", (await rig.GetAsync($"holds/{hold.Id}"))["state"].GetValue<string>());
        Assert.Equal("hold-expired", (await ConfirmAsync(rig, hold.Id)).Problem);
        Assert.Equal("hold-expired", (await rig.SendAsync(HttpMethod.Delete, $"holds/{hold.Id}", null, Roles.FrontDesk)).Problem);
    }

    [Fact]
    public async Task The_sweep_clears_away_what_nobody_asks_for()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneChair);
        await HoldAsync(rig, clinic, Nine, minutes: 10);
        await HoldAsync(rig, clinic, Nine.AddHours(3), minutes: 30);
        var before = await CountAsync(rig, "slotClaims");

        rig.AdvanceTo(SchedulingRig.Start.AddMinutes(20));
        await using (var scope = rig.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<ExpireHoldsJob>().RunAsync(CancellationToken.None);
        }

        Assert.Equal(before / 2, await CountAsync(rig, "slotClaims"));
    }

    [Fact]
    public async Task A_released_hold_gives_its_place_back()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneChair);
        var hold = (await HoldAsync(rig, clinic, Nine)).Expect(HttpStatusCode.Created);

        var released = await rig.SendAsync(HttpMethod.Delete, $"holds/{hold.Id}", null, Roles.FrontDesk);

        Assert.Equal("released", released.Expect(HttpStatusCode.OK)["state"].GetValue<string>());
        Assert.Equal("hold-released", (await ConfirmAsync(rig, hold.Id)).Problem);
        (await clinic.BookExactlyAsync(await clinic.PatientAsync(), Nine)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_hold_whose_monitor_was_called_out_is_not_confirmed_and_keeps_its_place()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneChair);
        var hold = (await HoldAsync(rig, clinic, Nine)).Expect(HttpStatusCode.Created);
        var monitor = hold["sessions"][0]!["monitorId"]!.GetValue<Guid>();
        (await rig.PostAsync($"shifts/{clinic.Shifts[(monitor, TestClinic.Today.AddDays(1))]}/call-out", null)).Expect(HttpStatusCode.OK);

        var refused = (await ConfirmAsync(rig, hold.Id)).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("no-monitor-on-shift", refused.Problem);
        Assert.Equal("held", (await rig.GetAsync($"holds/{hold.Id}"))["state"].GetValue<string>());
        Assert.Empty(await rig.EventsAsync<SeriesBooked>());
    }

    [Fact]
    public async Task What_is_asked_of_a_hold_is_checked()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneChair);
        var body = new { patientId = await clinic.PatientAsync(), siteId = clinic.SiteId, protocolId = clinic.ProtocolId, minutes = 61 };

        var hold = (await rig.PostAsync("holds", body)).Expect(HttpStatusCode.BadRequest);
        var both = (await rig.PostAsync("series", new { holdId = Guid.NewGuid(), siteId = clinic.SiteId })).Expect(HttpStatusCode.BadRequest);
        var unknown = (await ConfirmAsync(rig, Guid.NewGuid())).Expect(HttpStatusCode.NotFound);

        Assert.Equal(["earliestDate", "minutes"], hold.Fields.Order());
        Assert.Equal(["holdId"], both.Fields);
        Assert.Equal(["holdId"], unknown.Fields);
    }

    private static async Task<Answer> HoldAsync(SchedulingRig rig, TestClinic clinic, DateTimeOffset startsAt, int? minutes = null) =>
        await rig.PostAsync("holds", new
        {
            patientId = await clinic.PatientAsync(),
            siteId = clinic.SiteId,
            protocolId = clinic.ProtocolId,
            minutes,
            sessions = new[] { new { startsAt } },
        });

    private static Task<Answer> ConfirmAsync(SchedulingRig rig, Guid holdId) => rig.PostAsync("series", new { holdId });

    private static async Task<int> CountAsync(SchedulingRig rig, string what) => (await rig.GetAsync("operations/counts"))[what].GetValue<int>();

    private static List<DateTimeOffset> Starts(Answer plan) =>
        [.. plan["sessions"].AsArray().Select(s => s!["startsAt"]!.GetValue<DateTimeOffset>())];
}
