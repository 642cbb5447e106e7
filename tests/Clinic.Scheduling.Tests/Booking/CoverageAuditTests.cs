using System.Net;
using Clinic.Scheduling.Features.AuditCoverage;
using Clinic.Scheduling.Persistence;
using Clinic.Scheduling.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Scheduling.Tests.Booking;

/// <summary>Damage is done behind the service's back, with SQL: nothing has flagged it, and only the audit can find it.</summary>
public sealed class CoverageAuditTests
{
    private static readonly ClinicPlan OneInfusion = new() { Infusions = 1, Nurses = 2, Days = 3, WindowDays = 0 };

    [Theory]
    [InlineData("UPDATE Shifts SET EndsAt = datetime(StartsAt, '+2 hours') WHERE StaffId = (SELECT MonitorId FROM Sessions)", "monitor")]
    [InlineData("UPDATE StaffCredentials SET ValidUntil = '2031-01-06' WHERE Code = 'ACLS'", "monitor")]
    [InlineData("UPDATE Shifts SET State = 'CalledOut' WHERE StaffId = (SELECT Id FROM Staff WHERE Role = 'Prescriber')", "site-rule")]
    [InlineData("UPDATE StaffCredentials SET ValidUntil = '2031-01-06' WHERE Code = 'BLS'", "site-rule")]
    [InlineData("DELETE FROM SlotClaims WHERE ResourceId = (SELECT ChairId FROM Sessions) AND Slot = (SELECT MAX(Slot) FROM SlotClaims)", "chair")]
    [InlineData("DELETE FROM SlotClaims WHERE ResourceId = (SELECT MonitorId FROM Sessions) AND Lane = 0", "monitor")]
    [InlineData("INSERT INTO SiteClosures (SiteId, Date, Reason) SELECT Id, '2031-01-07', 'snow' FROM Sites", "site-closed")]
    [InlineData("UPDATE OpeningHours SET Closes = '10:15:00'", "site-closed")]
    [InlineData("UPDATE OpeningHours SET Closes = '10:30:00'", "none")]
    [InlineData("INSERT INTO ChairClosures (Id, ChairId, StartsAt, EndsAt, Reason) SELECT Id, ChairId, StartsAt, EndsAt, 'broken' FROM Sessions", "chair")]
    [InlineData("UPDATE Shifts SET EndsAt = '2031-01-07 15:30:00.0000000' WHERE StaffId = (SELECT MonitorId FROM Sessions) AND StartsAt < '2031-01-07 20:00'", "none")]
    public async Task Whatever_a_session_lacks_is_found_flagged_and_listed(string damage, string need)
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        // From 9:00 to 10:30 in New York, which is 14:00 to 15:30 UTC.
        var booked = await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(1, 9), clinic.Chairs[0], clinic.Nurses[0]);
        var session = booked.Expect(HttpStatusCode.Created)["sessions"][0]!["id"]!.GetValue<Guid>();
        Assert.Empty(await AuditAsync(rig));

        await DamageAsync(rig, damage);
        var gaps = await AuditAsync(rig);

        (Guid, string)[] expected = need == "none" ? [] : [(session, need)];
        Assert.Equal(expected, gaps);
        Assert.Equal(need, (await rig.GetAsync($"sessions/{session}"))["coverNeed"].GetValue<string>());
    }

    [Fact]
    public async Task A_stay_that_has_begun_lacks_nothing_when_somebody_who_was_there_at_its_start_has_left_and_another_has_come()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        var second = (await rig.PostAsync("staff", new { displayName = "Prescriber 2", role = "prescriber", patientsAtOnce = 0, credentials = Array.Empty<object>() })).Id;
        (await rig.PostAsync("shifts", new { staffId = second, siteId = clinic.SiteId, startsAt = TestClinic.At(1, 10), endsAt = TestClinic.At(1, 18) })).Expect(HttpStatusCode.Created);
        (await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(1, 9))).Expect(HttpStatusCode.Created);
        var first = clinic.Shifts[(clinic.Prescriber, TestClinic.Today.AddDays(1))];
        (await rig.PostAsync($"shifts/{first}/shorten", new { endsAt = TestClinic.At(1, 10) })).Expect(HttpStatusCode.OK);

        rig.AdvanceTo(TestClinic.At(1, 10, 10));

        Assert.Empty(await AuditAsync(rig));
    }

    [Fact]
    public async Task The_list_of_gaps_comes_in_pages_the_soonest_first()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        foreach (var hour in new[] { 14, 9, 11 })
        {
            (await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(1, hour))).Expect(HttpStatusCode.Created);
        }

        await DamageAsync(rig, "UPDATE Shifts SET State = 'Deleted'");
        await AuditAsync(rig);
        var first = await rig.GetAsync("operations/coverage-gaps?limit=2");
        var second = await rig.GetAsync($"operations/coverage-gaps?limit=2&cursor={first["nextCursor"]}");

        var starts = first["items"].AsArray().Concat(second["items"].AsArray()).Select(g => g!["startsAt"]!.GetValue<DateTimeOffset>());
        Assert.Equal([TestClinic.At(1, 9), TestClinic.At(1, 11), TestClinic.At(1, 14)], starts);
        Assert.Equal(HttpStatusCode.BadRequest, (await rig.GetAsync("operations/coverage-gaps?cursor=x")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await rig.GetAsync("operations/coverage-gaps", "nurse")).Status);
    }

    private static async Task DamageAsync(SchedulingRig rig, string sql)
    {
        await using var db = await rig.Services.GetRequiredService<IDbContextFactory<SchedulingDbContext>>().CreateDbContextAsync();
        Assert.True(await db.Database.ExecuteSqlRawAsync(sql) > 0, "the damage damaged nothing");
    }

    private static async Task<IReadOnlyList<(Guid Session, string Need)>> AuditAsync(SchedulingRig rig)
    {
        await using var scope = rig.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AuditCoverageJob>().RunAsync(CancellationToken.None);
        var gaps = (await rig.GetAsync("operations/coverage-gaps")).Expect(HttpStatusCode.OK);
        return [.. gaps["items"].AsArray().Select(g => (g!["sessionId"]!.GetValue<Guid>(), g["need"]!.GetValue<string>()))];
    }
}
