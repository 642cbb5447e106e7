using System.Net;
using Clinic.Contracts.Scheduling;
using Clinic.Messaging.Outbox;
using Clinic.Scheduling.Persistence;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Scheduling.Tests.SetUp;

public sealed class SetUpTests
{
    [Fact]
    public async Task Of_overlapping_shifts_of_one_person_planned_at_once_one_is_planned()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, new ClinicPlan { Days = 1 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => rig.PostAsync("shifts", new
        {
            staffId = clinic.Nurses[0],
            siteId = clinic.SiteId,
            startsAt = TestClinic.At(1, 8 + n),
            endsAt = TestClinic.At(1, 16 + n),
        })));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.Equal(5, answers.Count(a => a.Problem == "shift-overlaps"));
    }

    [Fact]
    public async Task A_site_is_changed_by_whoever_read_it_last()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, new ClinicPlan { Days = 1 });
        var site = await rig.GetAsync($"sites/{clinic.SiteId}");
        var body = new
        {
            name = "Renamed",
            timeZoneId = "America/New_York",
            hours = new[] { new { weekday = "monday", opens = "09:00", closes = "12:00" } },
        };

        var blind = await rig.SendAsync(HttpMethod.Put, $"sites/{clinic.SiteId}", body, "admin");
        var changed = await rig.SendAsync(HttpMethod.Put, $"sites/{clinic.SiteId}", body, "admin", ("If-Match", site.ETag!));
        var stale = await rig.SendAsync(HttpMethod.Put, $"sites/{clinic.SiteId}", body, "admin", ("If-Match", site.ETag!));
        var zone = await rig.SendAsync(
            HttpMethod.Put, $"sites/{clinic.SiteId}", new { body.name, timeZoneId = "Europe/Paris", body.hours }, "admin", ("If-Match", changed.ETag!));

        Assert.Equal(HttpStatusCode.PreconditionRequired, blind.Status);
        Assert.Equal("Renamed", changed.Expect(HttpStatusCode.OK)["name"].GetValue<string>());
        Assert.Single(changed["hours"].AsArray());
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Equal(["timeZoneId"], zone.Expect(HttpStatusCode.UnprocessableEntity).Fields);
    }

    [Fact]
    public async Task A_closed_date_is_never_planned()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, new ClinicPlan { Infusions = 1, WindowDays = 3, Days = 5 });
        (await rig.PostAsync($"sites/{clinic.SiteId}/closures", new { date = "2031-01-06", reason = "Epiphany" })).Expect(HttpStatusCode.Created);

        var booked = (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);
        var exact = await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(0, 9));

        Assert.Equal(TestClinic.At(1, 8), booked["sessions"][0]!["startsAt"]!.GetValue<DateTimeOffset>());
        Assert.Equal("site-closed", exact.Problem);
        Assert.Contains("Epiphany", exact.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_patients_contact_leaves_encrypted_only()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var patient = (await rig.PostAsync("patients", new
        {
            fullName = "Grace Brewster Hopper",
            birthDate = "1980-12-09",
            phone = "+1 (212) 555-0123",
            email = "grace@example.org",
            timeZoneId = "America/New_York",
        })).Expect(HttpStatusCode.Created);

        var contact = Assert.Single(await rig.EventsAsync<PatientContactChanged>());
        await using var db = await rig.Services.GetRequiredService<IDbContextFactory<SchedulingDbContext>>().CreateDbContextAsync();
        var body = await db.Set<OutboxMessage>().Select(m => m.Body).SingleAsync();

        Assert.Equal("+12125550123", patient["phone"].GetValue<string>());
        Assert.DoesNotContain("Hopper", body, StringComparison.Ordinal);
        Assert.DoesNotContain("5550123", body, StringComparison.Ordinal);
        Assert.DoesNotContain("grace", body, StringComparison.OrdinalIgnoreCase);
        var details = rig.Services.GetRequiredService<Protection>().Unprotect<ContactDetails>(Protection.ContactDetails, contact.ProtectedContact);
        Assert.Equal(new ContactDetails("Grace Brewster Hopper", "Grace", "+12125550123", "grace@example.org"), details);
    }

    [Fact]
    public async Task Patients_are_found_by_part_of_the_name_page_by_page()
    {
        await using var rig = await SchedulingRig.StartAsync();
        foreach (var name in new[] { "Cleo Winter", "Anna Winter", "Bert Summer", "Anna Winter", "100% Winter" })
        {
            var body = new { fullName = name, birthDate = "1980-01-01", email = "a@example.org", timeZoneId = "America/New_York" };
            (await rig.PostAsync("patients", body)).Expect(HttpStatusCode.Created);
        }

        var (names, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await rig.GetAsync($"patients?search=winter&limit=1{(cursor is null ? "" : $"&cursor={cursor}")}");
            names.AddRange(page.Expect(HttpStatusCode.OK)["items"].AsArray().Select(p => p!["fullName"]!.GetValue<string>()));
            cursor = page.Body!["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);

        Assert.Equal(["100% Winter", "Anna Winter", "Anna Winter", "Cleo Winter"], names);
        Assert.Single((await rig.GetAsync($"patients?search={Uri.EscapeDataString("0% w")}"))["items"].AsArray());
    }
}
