using System.Net;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;

namespace Clinic.Scheduling.Tests.Waitlist;

public sealed class WaitlistEntryTests
{
    private static readonly ClinicPlan Small = new() { Infusions = 1, Days = 5, WindowDays = 4 };

    [Fact]
    public async Task An_entry_says_what_the_patient_waits_for_and_can_be_withdrawn_once()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, Small);
        var patient = await clinic.PatientAsync();
        var wishes = new { weekdays = new[] { "tuesday" }, weekdaysRequired = true, notBefore = "13:00", datesAway = new[] { "2031-01-14" } };

        var added = (await AddAsync(rig, clinic, patient, new { preferences = wishes, indication = "F33.2", priority = 1 })).Expect(HttpStatusCode.Created);
        var read = (await rig.GetAsync($"waitlist-entries/{added.Id}")).Expect(HttpStatusCode.OK);
        var withdrawn = await rig.PostAsync($"waitlist-entries/{added.Id}/withdraw", null, Roles.FrontDesk);
        var again = await rig.PostAsync($"waitlist-entries/{added.Id}/withdraw", null, Roles.FrontDesk);

        Assert.Equal(added.Body!.ToJsonString(), read.Body!.ToJsonString());
        Assert.Equal(("waiting", "KET-IND", 1), (read["state"].GetValue<string>(), read["protocolCode"].GetValue<string>(), read["priority"].GetValue<int>()));
        Assert.Equal("tuesday", read["preferences"]["weekdays"]![0]!.GetValue<string>());
        Assert.Equal("2031-01-10", read["latestDate"].GetValue<string>());
        Assert.Equal("withdrawn", withdrawn.Expect(HttpStatusCode.OK)["state"].GetValue<string>());
        Assert.Equal(("not-waiting", "id"), (again.Problem, again.Fields.Single()));
        Assert.Contains(("waitlist.withdraw", (Guid?)patient, (string?)null), await WaitlistRig.AuditAsync(rig));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_patient_waits_once_for_a_protocol_however_many_add_the_entry(DatabaseProvider provider)
    {
        await using var rig = await SchedulingRig.StartAsync(provider);
        var clinic = await TestClinic.OpenAsync(rig, Small);
        var patient = await clinic.PatientAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AddAsync(rig, clinic, patient)));
        var newer = await rig.PostAsync("protocols", TestClinic.Protocol(Small));
        var underNewVersion = await rig.PostAsync("waitlist-entries", new { patientId = patient, siteId = clinic.SiteId, protocolId = newer.Id, earliestDate = TestClinic.Today });

        var added = Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.All(answers.Append(underNewVersion).Where(a => a != added), a => Assert.Equal(("already-waiting", "patientId"), (a.Problem, a.Fields.Single())));
        (await rig.PostAsync($"waitlist-entries/{added.Id}/withdraw", null)).Expect(HttpStatusCode.OK);
        (await AddAsync(rig, clinic, patient)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_list_goes_by_priority_then_by_waiting_time_page_by_page()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, Small);
        var added = new List<(int Priority, Guid Id)>();
        foreach (var priority in new[] { 3, 1, 5, 3, 1 })
        {
            added.Add((priority, (await AddAsync(rig, clinic, await clinic.PatientAsync(), new { priority })).Expect(HttpStatusCode.Created).Id));
        }

        var (listed, cursor) = (new List<Guid>(), "");
        do
        {
            var page = (await rig.GetAsync($"waitlist-entries?siteId={clinic.SiteId}&state=waiting&limit=2{cursor}")).Expect(HttpStatusCode.OK);
            listed.AddRange(page["items"].AsArray().Select(e => e!["id"]!.GetValue<Guid>()));
            cursor = page.Body!["nextCursor"]?.GetValue<string>() is { } next ? $"&cursor={next}" : null;
        }
        while (cursor is not null);

        Assert.Equal(added.OrderBy(a => a.Priority).Select(a => a.Id), listed);
        Assert.Empty((await rig.GetAsync($"waitlist-entries?patientId={clinic.Prescriber}"))["items"].AsArray());
        Assert.Equal(["cursor"], (await rig.GetAsync("waitlist-entries?cursor=nonsense")).Expect(HttpStatusCode.BadRequest).Fields);
        Assert.Equal(["state"], (await rig.GetAsync("waitlist-entries?state=tired")).Expect(HttpStatusCode.BadRequest).Fields);
        Assert.Equal(["limit"], (await rig.GetAsync("waitlist-entries?limit=0")).Expect(HttpStatusCode.BadRequest).Fields);
        Assert.Equal(HttpStatusCode.Forbidden, (await rig.GetAsync("waitlist-entries", Roles.Billing)).Status);
    }

    private static Task<Answer> AddAsync(SchedulingRig rig, TestClinic clinic, Guid patient, object? more = null) =>
        WaitlistRig.AddAsync(rig, clinic, patient, more);
}
