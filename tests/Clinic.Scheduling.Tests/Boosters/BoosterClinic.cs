using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Auth;

namespace Clinic.Scheduling.Tests.Boosters;

/// <summary>A clinic with a one-infusion induction and a booster that may begin seven days after it.</summary>
internal sealed class BoosterClinic
{
    public const int LeastDays = 7;

    /// <summary>The first date that the booster of an induction on the first day may have.</summary>
    public static readonly DateOnly Earliest = TestClinic.Today.AddDays(LeastDays);

    private static readonly ClinicPlan OneInfusion = new() { Infusions = 1, Days = 19, WindowDays = 10 };

    private readonly SchedulingRig _rig;

    private BoosterClinic(SchedulingRig rig, TestClinic clinic, Guid booster) => (_rig, Clinic, BoosterId) = (rig, clinic, booster);

    public TestClinic Clinic { get; }

    public Guid BoosterId { get; }

    public static async Task<BoosterClinic> OpenAsync(SchedulingRig rig, int boosterInfusions = 1)
    {
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        var booster = JsonSerializer.SerializeToNode(TestClinic.Protocol(OneInfusion with { Infusions = boosterInfusions }), JsonSerializerOptions.Web)!;
        (booster["code"], booster["boosterAfterDays"]) = ("KET-BOOST", LeastDays);
        return new BoosterClinic(rig, clinic, (await rig.PostAsync("protocols", booster)).Expect(HttpStatusCode.Created).Id);
    }

    /// <summary>A series of one infusion on the first day, still to come.</summary>
    public async Task<Answer> BookInductionAsync(Guid patient) =>
        (await Clinic.BookExactlyAsync(patient, TestClinic.At(0, 9))).Expect(HttpStatusCode.Created);

    /// <summary>A series whose only infusion was given on the first day.</summary>
    public async Task<Guid> GiveInductionAsync(Guid patient)
    {
        var series = await BookInductionAsync(patient);
        await SignAsync(series.Id);
        _rig.AdvanceTo(TestClinic.At(0, 9));
        var path = $"sessions/{Session(series)}";
        (await _rig.PostAsync($"{path}/check-in", Vitals.Usual, Roles.Nurse)).Expect(HttpStatusCode.OK);
        (await _rig.PostAsync($"{path}/start", new { }, Roles.Nurse)).Expect(HttpStatusCode.OK);
        _rig.AdvanceTo(TestClinic.At(0, 9, 45));
        (await _rig.PostAsync($"{path}/complete", new { stoppedAt = TestClinic.At(0, 9, 40) }, Roles.Nurse)).Expect(HttpStatusCode.OK);
        return series.Id;
    }

    public async Task SignAsync(Guid series) => (await _rig.PostAsync(
        "consent-signatures", new { token = await _rig.TokenForAsync(series), fullName = "A Patient", accepted = true })).Expect(HttpStatusCode.Created);

    /// <summary>Posts a search, a hold or a booking of a booster in a window.</summary>
    public Task<Answer> AskAsync(string path, Guid patient, Guid follows, DateOnly? earliest = null, Guid? protocol = null) => _rig.PostAsync(
        path,
        new
        {
            patientId = patient,
            siteId = Clinic.SiteId,
            protocolId = protocol ?? BoosterId,
            earliestDate = earliest ?? Earliest,
            followsSeriesId = follows,
        });

    /// <summary>Posts a hold or a booking of a booster at exactly one time.</summary>
    public Task<Answer> AskExactlyAsync(string path, Guid patient, Guid follows, DateTimeOffset startsAt) => _rig.PostAsync(
        path,
        new { patientId = patient, siteId = Clinic.SiteId, protocolId = BoosterId, followsSeriesId = follows, sessions = new[] { new { startsAt } } });

    public static Guid Session(Answer series) => series["sessions"][0]!["id"]!.GetValue<Guid>();

    public static DateOnly DateOf(JsonNode session) => DateOnly.FromDateTime(session["startsAt"]!.GetValue<DateTimeOffset>().DateTime);
}
