using System.Net;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;

namespace Clinic.Scheduling.Tests.Booking;

public sealed class DoubleBookingTests
{
    private const int Rounds = 40;

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Of_two_callers_who_book_the_same_chair_and_slot_at_once_exactly_one_wins(DatabaseProvider provider)
    {
        await using var rig = await SchedulingRig.StartAsync(provider);
        var clinic = await TestClinic.OpenAsync(rig, new ClinicPlan { Infusions = 1, Nurses = 4, Days = 14 });
        var (one, other) = (await clinic.PatientAsync(), await clinic.PatientAsync());
        for (var round = 0; round < Rounds; round++)
        {
            // Five places a day on ten working days, for each of two chairs.
            var (day, place, chair) = (round / 5 / 5 * 7 + (round / 5 % 5), round % 5, clinic.Chairs[round % 2]);
            var at = TestClinic.At(day, 8).AddMinutes(place * 105);
            var answers = await Task.WhenAll(clinic.BookExactlyAsync(one, at, chair), clinic.BookExactlyAsync(other, at, chair));

            Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Conflict], answers.Select(a => a.Status).Order());
            var refused = answers.Single(a => a.Status == HttpStatusCode.Conflict);
            Assert.Equal("slot-taken", refused.Problem);
            Assert.Contains("Chair 0", refused.Detail, StringComparison.Ordinal);
            await FreeTheDayAsync(rig, answers.Single(a => a.Status == HttpStatusCode.Created));
        }
    }

    [Fact]
    public async Task Nobody_is_booked_into_two_chairs_at_once()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, new ClinicPlan { Infusions = 1, Days = 5, Chairs = 4, Nurses = 4 });
        var patient = await clinic.PatientAsync();

        for (var day = 0; day < 5; day++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(
                n => clinic.BookExactlyAsync(patient, TestClinic.At(day, 9).AddMinutes(15 * n), clinic.Chairs[n])));

            Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
            Assert.Equal(3, answers.Count(a => a.Problem == "patient-already-booked"));
        }
    }

    // A patient comes once a day, so the winner's session gives its day back for the next round.
    private static async Task FreeTheDayAsync(SchedulingRig rig, Answer booked) =>
        (await rig.PostAsync($"series/{booked.Id}/cancel", new { reason = "clinic-request" })).Expect(HttpStatusCode.OK);
}
