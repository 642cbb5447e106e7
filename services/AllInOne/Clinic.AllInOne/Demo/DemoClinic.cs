using System.Text.Json.Nodes;
using Clinic.ServiceDefaults.Auth;
using NodaTime;

namespace Clinic.AllInOne.Demo;

/// <summary>
/// Sets up the demonstration clinic through the public API. Every step has a fixed idempotency key, so a set-up that was cut
/// off is finished by running it again.
/// </summary>
/// <param name="api">The clinic.</param>
/// <param name="from">The day before the first shift, in the site's zone. Finishing a set-up takes the same day again.</param>
public sealed class DemoClinic(ClinicApi api, LocalDate from)
{
    /// <summary>The site's zone: one with daylight saving, half a day from most developers' own.</summary>
    public const string ZoneId = "America/New_York";

    /// <summary>Code of the six-infusion induction protocol.</summary>
    public const string InductionCode = "KET-IND-6";

    /// <summary>Code of the single-infusion booster protocol.</summary>
    public const string BoosterCode = "KET-BOOST-1";

    private const int RosterDays = 28;

    /// <summary>Sets everything up.</summary>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>The ids the story needs.</returns>
    public async Task<DemoIds> SetUpAsync(CancellationToken cancellationToken)
    {
        var site = await PostAsync("scheduling/v1/sites", DemoData.Site, "site", cancellationToken);
        var chairs = new List<Guid>();
        foreach (var name in DemoData.Chairs)
        {
            chairs.Add(await PostAsync($"scheduling/v1/sites/{site}/chairs", new { name }, $"chair-{name}", cancellationToken));
        }

        await SetUpStaffAsync(site, cancellationToken);
        await PostAsync("scheduling/v1/consent-forms", DemoData.ConsentForm, "consent-form", cancellationToken);
        var induction = await PostAsync("scheduling/v1/protocols", DemoData.Induction, "induction", cancellationToken);
        var booster = await PostAsync("scheduling/v1/protocols", DemoData.Booster, "booster", cancellationToken);
        await api.PutOnceAsync(Roles.Admin, $"billing/v1/billing-policies/{site}", DemoData.BillingPolicy, cancellationToken);
        await PostAsync("billing/v1/fee-schedules", DemoData.FeeSchedule(site, from.PlusDays(-1)), "fee-schedule", cancellationToken);
        var patients = new List<Guid>();
        foreach (var patient in DemoData.Patients)
        {
            patients.Add(await PostAsync("scheduling/v1/patients", patient, $"patient-{patients.Count}", cancellationToken));
        }

        return new DemoIds(site, chairs, induction, booster, patients);
    }

    private async Task SetUpStaffAsync(Guid site, CancellationToken cancellationToken)
    {
        foreach (var member in DemoData.Staff)
        {
            var body = member.Body(from.PlusYears(1).ToDateOnly());
            var id = await PostAsync("scheduling/v1/staff", body, $"staff-{member.Name}", cancellationToken);
            await SetUpShiftsAsync(site, id, member, cancellationToken);
        }
    }

    // Nobody works at the weekend although the site is open on Saturdays: the story shows a booking refused for that.
    private async Task SetUpShiftsAsync(Guid site, Guid staff, DemoStaff member, CancellationToken cancellationToken)
    {
        var zone = DateTimeZoneProviders.Tzdb[ZoneId];
        foreach (var date in Enumerable.Range(1, RosterDays).Select(from.PlusDays))
        {
            if (date.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday)
            {
                continue;
            }

            var body = new
            {
                siteId = site,
                staffId = staff,
                startsAt = zone.AtLeniently(date.At(member.From)).ToDateTimeOffset(),
                endsAt = zone.AtLeniently(date.At(member.Until)).ToDateTimeOffset(),
            };
            await PostAsync("scheduling/v1/shifts", body, $"shift-{member.Name}-{date:uuuu-MM-dd}", cancellationToken);
        }
    }

    /// <summary>Today at the demonstration clinic.</summary>
    /// <param name="clock">The clinic's clock.</param>
    public static LocalDate Today(IClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return clock.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb[ZoneId]).Date;
    }

    private async Task<Guid> PostAsync(string path, object body, string step, CancellationToken cancellationToken)
    {
        JsonNode created = await api.PostAsync(Roles.Admin, path, body, $"demo-clinic-{step.Replace(' ', '-')}", cancellationToken);
        return created["id"]!.GetValue<Guid>();
    }
}

/// <summary>What the set-up made.</summary>
/// <param name="Site">The site.</param>
/// <param name="Chairs">Its chairs.</param>
/// <param name="Induction">The induction protocol.</param>
/// <param name="Booster">The booster protocol.</param>
/// <param name="Patients">The patients.</param>
public sealed record DemoIds(Guid Site, IReadOnlyList<Guid> Chairs, Guid Induction, Guid Booster, IReadOnlyList<Guid> Patients);
