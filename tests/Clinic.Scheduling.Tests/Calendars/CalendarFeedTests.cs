using System.Net;
using Clinic.Scheduling.Persistence;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using Ical.Net.CalendarComponents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Scheduling.Tests.Calendars;

public sealed class CalendarFeedTests
{
    private const string Unknown = "00000000-0000-0000-0000-00000000abcd";
    private static readonly ClinicPlan TwoInfusions = new() { Infusions = 2, Days = 12, Nurses = 1 };

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_patients_calendar_shows_the_times_of_the_series_and_says_nothing_else(DatabaseProvider provider)
    {
        await using var rig = await SchedulingRig.StartAsync(provider);
        var clinic = await TestClinic.OpenAsync(rig, TwoInfusions);
        var series = (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);
        (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);

        var (_, text, media) = await ReadAsync(rig, await LinkAsync(rig, $"series/{series.Id}"));

        Assert.Equal("text/calendar", media);
        var events = Events(text);
        Assert.Equal(
            series["sessions"].AsArray().Select(s => (s!["id"]!.GetValue<string>(), s["startsAt"]!.GetValue<DateTimeOffset>().UtcDateTime, s["endsAt"]!.GetValue<DateTimeOffset>().UtcDateTime)),
            events.Select(e => (e.Uid!, e.Start!.AsUtc, e.End!.AsUtc)));
        Assert.All(events, e => Assert.Equal(("Appointment", "CONFIRMED", 1), (e.Summary, e.Status, e.Sequence)));
        Assert.All(events, e => Assert.Equal(rig.Now.UtcDateTime, e.DtStamp!.AsUtc, TimeSpan.FromMinutes(1)));
        foreach (var secret in new[] { "ketamine", "infusion", "Number1", "Main", "Nurse", "Chair", "F33", "clinic" })
        {
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_monitors_calendar_shows_shifts_and_sessions_without_patients()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, TwoInfusions);
        (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);

        var (_, text, _) = await ReadAsync(rig, await LinkAsync(rig, $"staff/{clinic.Nurses[0]}"));
        var (_, prescriber, _) = await ReadAsync(rig, await LinkAsync(rig, $"staff/{clinic.Prescriber}"));

        Assert.Equal(["Session, Chair 01", "Shift, Main"], Events(text).Select(e => e.Summary!).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(2, Events(text).Count(e => e.Summary!.StartsWith("Session", StringComparison.Ordinal)));
        Assert.Equal(["Shift, Main"], Events(prescriber).Select(e => e.Summary!).Distinct());
        Assert.DoesNotContain("Number1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ketamine", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_moved_and_a_cancelled_session_keep_their_entry_with_a_greater_sequence()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, TwoInfusions);
        var series = (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);
        var url = await LinkAsync(rig, $"series/{series.Id}");
        var ids = series["sessions"].AsArray().Select(s => s!["id"]!.GetValue<string>()).ToList();
        var moved = series["sessions"][0]!["startsAt"]!.GetValue<DateTimeOffset>().AddHours(2);
        (await rig.PostAsync($"sessions/{ids[0]}/reschedule", new { startsAt = moved })).Expect(HttpStatusCode.OK);
        (await rig.PostAsync($"sessions/{ids[1]}/cancel", new { reason = "patient-request" })).Expect(HttpStatusCode.OK);

        var events = Events((await ReadAsync(rig, url)).Text);

        Assert.Equal(ids.Order(), events.Select(e => e.Uid!).Order());
        Assert.Equal((moved.UtcDateTime, 2, "CONFIRMED"), events.Where(e => e.Uid == ids[0]).Select(e => (e.Start!.AsUtc, e.Sequence, e.Status!)).Single());
        Assert.Equal((2, "CANCELLED"), events.Where(e => e.Uid == ids[1]).Select(e => (e.Sequence, e.Status!)).Single());
    }

    [Fact]
    public async Task An_unchanged_calendar_is_not_sent_again()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, TwoInfusions);
        var series = (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);
        var url = await LinkAsync(rig, $"series/{series.Id}");
        var tag = (await rig.SendAsync(HttpMethod.Get, url, null, role: null)).ETag!;
        rig.AdvanceTo(rig.Now.AddMinutes(20));

        var same = await rig.SendAsync(HttpMethod.Get, url, null, role: null, ("If-None-Match", tag));
        (await rig.PostAsync($"series/{series.Id}/cancel", new { reason = "clinic-request" })).Expect(HttpStatusCode.OK);
        var changed = await rig.SendAsync(HttpMethod.Get, url, null, role: null, ("If-None-Match", tag));

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (same.Status, changed.Status));
        Assert.Equal(["calendar.link", "calendar.read", "calendar.read"], await AuditAsync(rig));
    }

    [Fact]
    public async Task A_guessed_tampered_or_revoked_link_shows_nothing_and_another_one_still_works()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, TwoInfusions);
        var series = (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);
        var link = (await rig.PostAsync($"series/{series.Id}/calendar-feeds", null, Roles.FrontDesk)).Expect(HttpStatusCode.Created);
        var other = await LinkAsync(rig, $"series/{series.Id}");
        var url = new Uri(link["url"].GetValue<string>()).AbsolutePath;
        var at = "/calendars/".Length;

        var tampered = await ReadAsync(rig, url[..at] + (url[at] == 'A' ? 'B' : 'A') + url[(at + 1)..]);
        var hashed = await ReadAsync(rig, $"/calendars/{await HashAsync(rig, link.Id)}.ics");
        var revoked = (await rig.SendAsync(HttpMethod.Delete, $"calendar-feeds/{link.Id}", null, Roles.FrontDesk)).Expect(HttpStatusCode.OK);
        var gone = await ReadAsync(rig, url);

        Assert.All([tampered.Status, hashed.Status, gone.Status], s => Assert.Equal(HttpStatusCode.NotFound, s));
        Assert.NotNull(revoked.Body!["revokedAt"]);
        Assert.Null((await rig.GetAsync($"calendar-feeds/{link.Id}", Roles.FrontDesk)).Body!["url"]);
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(rig, other)).Status);
        Assert.Equal(["calendar.link", "calendar.link", "calendar.read", "calendar.refuse", "calendar.revoke"], (await AuditAsync(rig)).Order());
    }

    [Fact]
    public async Task Only_the_front_desk_makes_links_and_a_repeated_request_makes_one()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, TwoInfusions with { Days = 0 });
        var path = $"staff/{clinic.Nurses[0]}/calendar-feeds";

        var first = await rig.PostAsync(path, null, Roles.FrontDesk, ("Idempotency-Key", "feed-1"));
        var again = await rig.PostAsync(path, null, Roles.FrontDesk, ("Idempotency-Key", "feed-1"));

        Assert.Equal(first.Expect(HttpStatusCode.Created)["url"].GetValue<string>(), again.Expect(HttpStatusCode.Created)["url"].GetValue<string>());
        Assert.Equal(HttpStatusCode.Forbidden, (await rig.PostAsync(path, null, Roles.Nurse)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await rig.SendAsync(HttpMethod.Post, path, null, role: null)).Status);
        foreach (var (method, unknown) in new[]
        {
            (HttpMethod.Post, $"staff/{Unknown}/calendar-feeds"),
            (HttpMethod.Post, $"series/{Unknown}/calendar-feeds"),
            (HttpMethod.Get, $"calendar-feeds/{Unknown}"),
            (HttpMethod.Delete, $"calendar-feeds/{Unknown}"),
        })
        {
            Assert.Equal(["id"], (await rig.SendAsync(method, unknown, null, Roles.FrontDesk)).Expect(HttpStatusCode.NotFound).Fields);
        }
    }

    private static async Task<string> LinkAsync(SchedulingRig rig, string subject) => new Uri(
        (await rig.PostAsync($"{subject}/calendar-feeds", null, Roles.FrontDesk)).Expect(HttpStatusCode.Created)["url"].GetValue<string>()).AbsolutePath;

    private static async Task<(HttpStatusCode Status, string Text, string? Media)> ReadAsync(SchedulingRig rig, string path)
    {
        using var client = new HttpClient { BaseAddress = rig.Address };
        using var answer = await client.GetAsync(path);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Content.Headers.ContentType?.MediaType);
    }

    private static List<CalendarEvent> Events(string text) => [.. Ical.Net.Calendar.Load(text)!.Events.OrderBy(e => e.Start!.AsUtc)];

    private static async Task<List<string>> AuditAsync(SchedulingRig rig)
    {
        await using var db = await Context(rig);
        return await db.AuditEntries.Where(e => e.Action.StartsWith("calendar.")).OrderBy(e => e.At).Select(e => e.Action).ToListAsync();
    }

    private static async Task<string> HashAsync(SchedulingRig rig, Guid id)
    {
        await using var db = await Context(rig);
        return await db.CalendarFeeds.Where(f => f.Id == id).Select(f => f.TokenSha256).SingleAsync();
    }

    private static Task<SchedulingDbContext> Context(SchedulingRig rig) =>
        rig.Services.GetRequiredService<IDbContextFactory<SchedulingDbContext>>().CreateDbContextAsync();
}
