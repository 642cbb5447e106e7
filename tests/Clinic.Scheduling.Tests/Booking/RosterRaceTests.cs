using System.Net;
using Clinic.Contracts.Scheduling;
using Clinic.Scheduling.Tests.Checking;
using Clinic.Scheduling.Tests.Rig;

namespace Clinic.Scheduling.Tests.Booking;

public sealed class RosterRaceTests(ITestOutputHelper output)
{
    private static readonly ClinicPlan OneInfusion = new() { Infusions = 1, Nurses = 3, Days = 19, WindowDays = 0 };

    [Theory]
    [InlineData("shorten")]
    [InlineData("delete")]
    [InlineData("credential")]
    [InlineData("chair")]
    [InlineData("day")]
    public async Task A_roster_change_that_races_with_bookings_leaves_none_of_them_stranded_unflagged(string change)
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneInfusion);
        var patients = new[] { await clinic.PatientAsync(), await clinic.PatientAsync() };
        var (booked, refused) = (0, 0);
        foreach (var (key, shift) in clinic.Shifts.Where(s => s.Key.Staff == clinic.Nurses[0]))
        {
            if (change == "credential")
            {
                (await rig.PostAsync($"staff/{clinic.Nurses[0]}/credentials", new { code = "ACLS", validUntil = "2035-12-31" })).Expect(HttpStatusCode.Created);
            }

            var day = key.Date.DayNumber - TestClinic.Today.DayNumber;
            var bookings = patients.Select((p, n) => clinic.BookExactlyAsync(
                p, TestClinic.At(day, 9 + (2 * n)), clinic.Chairs[0], clinic.Nurses[0])).ToList();
            await Task.Delay(3 * (day % 14), TestContext.Current.CancellationToken);
            var changed = await ChangeAsync(rig, clinic, change, day, shift);

            Assert.True((int)changed.Status is 200 or 201, changed.Body?.ToJsonString());
            var answers = await Task.WhenAll(bookings);
            booked += answers.Count(a => a.Status == HttpStatusCode.Created);
            refused += answers.Count(a => a.Status is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity);
        }

        output.WriteLine($"{booked} booked before the change, {refused} refused after it");
        var books = new Books(rig.ConnectionString);
        var announced = (await rig.EventsAsync<MonitorCoverageLost>()).SelectMany(e => e.SessionIds)
            .Concat((await rig.EventsAsync<SessionPlaceLost>()).SelectMany(e => e.SessionIds)).ToHashSet();
        Assert.All(books.Sessions, s => Assert.NotEqual("None", s.CoverNeed));
        Assert.All(books.Sessions, s => Assert.Contains(s.Id, announced));
        Assert.Equal((booked, 2 * 15), (books.Sessions.Count, booked + refused));
    }

    // Every change takes away what each of the two bookings of that day needs.
    private static Task<Answer> ChangeAsync(SchedulingRig rig, TestClinic clinic, string change, int day, Guid shift) => change switch
    {
        "shorten" => rig.PostAsync($"shifts/{shift}/shorten", new { startsAt = TestClinic.At(day, 17) }),
        "delete" => rig.SendAsync(HttpMethod.Delete, $"shifts/{shift}", null, "admin"),
        "credential" => rig.SendAsync(HttpMethod.Delete, $"staff/{clinic.Nurses[0]}/credentials/ACLS", null, "admin"),
        "chair" => rig.PostAsync(
            $"chairs/{clinic.Chairs[0]}/closures", new { startsAt = TestClinic.At(day, 8), endsAt = TestClinic.At(day, 18), reason = "repair" }),
        _ => rig.PostAsync($"sites/{clinic.SiteId}/closures", new { date = TestClinic.Today.AddDays(day), reason = "snow" }),
    };
}
