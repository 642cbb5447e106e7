using System.Net;
using System.Text;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Auth;

namespace Clinic.Scheduling.Tests.Rosters;

public sealed class ShiftTemplateTests
{
    private const string Unknown = "00000000-0000-0000-0000-00000000abcd";

    [Fact]
    public async Task A_changed_template_counts_for_shifts_to_be_made_and_leaves_those_that_were_made()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await RosterClinic.OpenAsync(rig);
        var template = await clinic.AddAsync(clinic.Template(weekdays: ["monday"]));
        await clinic.ApplyAsync(0, 6);

        var path = $"shift-templates/{template.Id}";
        var changed = await rig.SendAsync(HttpMethod.Put, path, When(weekday: "monday", starts: "10:00"), Roles.FrontDesk, ("If-Match", template.ETag!));
        var stale = await rig.SendAsync(HttpMethod.Put, path, When(weekday: "friday", starts: "10:00"), Roles.FrontDesk, ("If-Match", template.ETag!));
        var blind = await rig.SendAsync(HttpMethod.Put, path, When(weekday: "friday", starts: "10:00"), Roles.FrontDesk);
        await clinic.ApplyAsync(0, 13);

        Assert.Equal("\"2\"", changed.Expect(HttpStatusCode.OK).ETag);
        Assert.Equal(HttpStatusCode.PreconditionRequired, blind.Status);
        Assert.Equal("stale", stale.Expect(HttpStatusCode.PreconditionFailed).Problem);
        Assert.Equal([TestClinic.At(0, 8), TestClinic.At(7, 10)], (await clinic.ShiftsAsync()).Select(s => s["startsAt"]!.GetValue<DateTimeOffset>()));
    }

    [Fact]
    public async Task An_ended_template_makes_no_more_shifts_and_is_not_ended_later()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await RosterClinic.OpenAsync(rig);
        var end = $"shift-templates/{(await clinic.AddAsync(clinic.Template(weekdays: ["monday"]))).Id}/end";

        var before = await rig.PostAsync(end, new { lastDate = TestClinic.Today.AddDays(-1) }, Roles.FrontDesk);
        var ended = await rig.PostAsync(end, new { lastDate = TestClinic.Today.AddDays(7) }, Roles.FrontDesk);
        var later = await rig.PostAsync(end, new { lastDate = TestClinic.Today.AddDays(8) }, Roles.FrontDesk);
        await clinic.ApplyAsync(0, 30);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "before-its-start", "lastDate"), (before.Status, before.Problem, before.Fields.Single()));
        Assert.Equal("2031-01-13", ended.Expect(HttpStatusCode.OK)["validUntil"].GetValue<string>());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "ended-before", "lastDate"), (later.Status, later.Problem, later.Fields.Single()));
        Assert.Equal(2, (await clinic.ShiftsAsync()).Count);
    }

    [Fact]
    public async Task Templates_are_listed_for_a_site_or_a_person_page_by_page()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await RosterClinic.OpenAsync(rig);
        var mine = new[] { (await clinic.AddAsync(clinic.Template())).Id, (await clinic.AddAsync(clinic.Template(weekdays: ["sunday"]))).Id };
        await clinic.AddAsync(clinic.Template(clinic.Clinic.Prescriber));
        var list = $"shift-templates?siteId={clinic.Clinic.SiteId}";

        var all = await rig.GetAsync(list, Roles.Nurse);
        var page = await rig.GetAsync($"{list}&staffId={clinic.Nurse}&limit=1", Roles.Nurse);
        var next = await rig.GetAsync($"{list}&staffId={clinic.Nurse}&limit=1&cursor={page["nextCursor"]}", Roles.Nurse);

        Assert.Equal(3, all.Expect(HttpStatusCode.OK)["items"].AsArray().Count);
        Assert.Equal(mine.Order(), new[] { page, next }.Select(p => p["items"].AsArray().Single()!["id"]!.GetValue<Guid>()).Order());
        Assert.Null(next.Body!["nextCursor"]);
        Assert.Equal(RosterClinic.WorkingDays, (await rig.GetAsync($"shift-templates/{mine[0]}"))["weekdays"].AsArray().Select(d => d!.GetValue<string>()));
    }

    [Fact]
    public async Task Only_the_front_desk_plans_and_an_unknown_template_is_not_found()
    {
        await using var rig = await SchedulingRig.StartAsync();
        using var empty = new StringContent("{}", Encoding.UTF8, "application/json");

        Assert.Equal(HttpStatusCode.Forbidden, (await rig.SendAsync(HttpMethod.Post, "shift-templates", empty, Roles.Nurse)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await rig.PostAsync("rosters", new { }, Roles.Prescriber)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await rig.SendAsync(HttpMethod.Post, "rosters", new { }, role: null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await rig.GetAsync($"shift-templates/{Unknown}")).Status);
        Assert.Equal(["siteId"], (await rig.GetAsync($"rosters?siteId={Unknown}&firstDate=2031-01-06&lastDate=2031-01-07")).Expect(HttpStatusCode.NotFound).Fields);
        Assert.Equal(["lastDate"], (await rig.GetAsync($"rosters?siteId={Unknown}&firstDate=2031-01-06&lastDate=2032-01-07")).Expect(HttpStatusCode.BadRequest).Fields);
    }

    private static object When(string weekday, string starts) =>
        new { weekdays = new[] { weekday }, startsAt = starts, endsAt = "18:00", validFrom = TestClinic.Today };
}
