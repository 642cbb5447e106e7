using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clinic.Contracts.Scheduling;
using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Features.WaitlistOffers;
using Clinic.Scheduling.Persistence;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Scheduling.Tests.Waitlist;

/// <summary>What tests of the waitlist do again and again.</summary>
internal static class WaitlistRig
{
    /// <summary>One chair, one nurse, one infusion: ten o'clock of a day is had by one patient.</summary>
    public static readonly ClinicPlan OneChair = new() { Infusions = 1, Chairs = 1, Nurses = 1, PatientsAtOnce = 1, Days = 12, WindowDays = 11 };

    /// <summary>Puts a patient on the waitlist from the test's first day on; what is given more are further members of the request.</summary>
    public static Task<Answer> AddAsync(SchedulingRig rig, TestClinic clinic, Guid patient, object? more = null)
    {
        var body = new JsonObject
        {
            ["patientId"] = patient,
            ["siteId"] = clinic.SiteId,
            ["protocolId"] = clinic.ProtocolId,
            ["earliestDate"] = "2031-01-06",
        };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more)?.AsObject() ?? [])
        {
            body[name] = value?.DeepClone();
        }

        return rig.PostAsync("waitlist-entries", body);
    }

    /// <summary>Somebody who waits for ten o'clock of one day and nothing else.</summary>
    public static async Task<Answer> WaitForTenAsync(SchedulingRig rig, TestClinic clinic, int day, int priority = 3)
    {
        var date = TestClinic.Today.AddDays(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var only = new { earliestDate = date, latestDate = date, priority, preferences = new { notBefore = "10:00", notAfter = "10:00" } };
        return (await AddAsync(rig, clinic, await clinic.PatientAsync(), only)).Expect(HttpStatusCode.Created);
    }

    /// <summary>Books ten o'clock of a day for somebody else, lets others wait for it, and gives it back.</summary>
    /// <returns>The entries of those who wait.</returns>
    public static async Task<List<Answer>> FreeTenAsync(SchedulingRig rig, TestClinic clinic, int day, int waiting)
    {
        var holder = (await clinic.BookExactlyAsync(await clinic.PatientAsync(), TestClinic.At(day, 10))).Expect(HttpStatusCode.Created);
        var entries = new List<Answer>();
        for (var n = 0; n < waiting; n++)
        {
            entries.Add(await WaitForTenAsync(rig, clinic, day));
        }

        await RunJobAsync(rig);
        (await rig.PostAsync($"series/{holder.Id}/cancel", new { reason = "patient-request" })).Expect(HttpStatusCode.OK);
        return entries;
    }

    public static async Task RunJobAsync(SchedulingRig rig)
    {
        await using var scope = rig.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OfferPlacesJob>().RunAsync(CancellationToken.None);
    }

    /// <summary>The newest offer of an entry as the API shows it, or null when there is none.</summary>
    public static async Task<JsonNode?> OfferOfAsync(SchedulingRig rig, Answer entry) =>
        (await rig.GetAsync($"waitlist-entries/{entry.Id}")).Expect(HttpStatusCode.OK)["offers"].AsArray().FirstOrDefault();

    public static async Task<string> StateOfAsync(SchedulingRig rig, Answer entry) =>
        (await rig.GetAsync($"waitlist-entries/{entry.Id}"))["state"].GetValue<string>();

    /// <summary>The path of the link that went out with an entry's newest offer.</summary>
    public static async Task<string> LinkOfAsync(SchedulingRig rig, Answer entry)
    {
        var offered = (await rig.EventsAsync<WaitlistPlaceOffered>()).Last(e => e.EntryId == entry.Id);
        var link = rig.Services.GetRequiredService<Protection>().Unprotect<string>(Protection.OfferLink, offered.ProtectedOfferLink);
        Assert.StartsWith($"{rig.Address.GetLeftPart(UriPartial.Authority)}/place/", link, StringComparison.Ordinal);
        return new Uri(link).AbsolutePath;
    }

    /// <summary>Presses a button of the page.</summary>
    public static Task<Answer> PressAsync(SchedulingRig rig, string link, string answer) =>
        rig.SendAsync(HttpMethod.Post, link, new FormUrlEncodedContent(new Dictionary<string, string> { ["answer"] = answer }), role: null);

    /// <summary>What the audit log says of the waitlist: the act, and whose data.</summary>
    public static Task<List<(string Action, Guid? PatientId, string? Reason)>> AuditAsync(SchedulingRig rig) => ReadAsync(rig, async db =>
        (await db.AuditEntries.AsNoTracking().Where(a => a.Action.StartsWith("waitlist")).OrderBy(a => a.At).ToListAsync())
            .ConvertAll(a => (a.Action, a.PatientId, a.Reason)));

    public static Task<List<FreedPlace>> MarksAsync(SchedulingRig rig) => ReadAsync(rig, db => db.FreedPlaces.AsNoTracking().ToListAsync());

    public static async Task<T> ReadAsync<T>(SchedulingRig rig, Func<SchedulingDbContext, Task<T>> read)
    {
        await using var db = await rig.Services.GetRequiredService<IDbContextFactory<SchedulingDbContext>>().CreateDbContextAsync();
        return await read(db);
    }
}
