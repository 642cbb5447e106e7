using System.Net;
using Clinic.Scheduling.Tests.Checking;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;

namespace Clinic.Scheduling.Tests.Booking;

public sealed class HoldRaceTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Of_many_confirmations_at_once_one_books(DatabaseProvider provider)
    {
        await using var rig = await SchedulingRig.StartAsync(provider);
        var clinic = await TestClinic.OpenAsync(rig, new ClinicPlan { Infusions = 1, Days = 5, WindowDays = 4 });
        for (var day = 0; day < 5; day++)
        {
            var hold = await HoldAsync(rig, clinic, await clinic.PatientAsync(), TestClinic.At(day, 9));

            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => rig.PostAsync("series", new { holdId = hold.Id })));

            Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
            Assert.Equal(5, answers.Count(a => a.Problem == "hold-confirmed"));
        }
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Of_a_confirmation_at_the_edge_and_a_booking_of_the_same_place_exactly_one_gets_it(DatabaseProvider provider)
    {
        await using var rig = await SchedulingRig.StartAsync(provider);
        var clinic = await TestClinic.OpenAsync(rig, new ClinicPlan { Infusions = 1, Chairs = 1, Days = 12, WindowDays = 11 });
        for (var round = 0; round < 10; round++)
        {
            var at = TestClinic.At(round / 5 * 7 + (round % 5), 14);
            var hold = await HoldAsync(rig, clinic, await clinic.PatientAsync(), at);
            var other = await clinic.PatientAsync();

            // The hold ends between the first and the last of the callers, or just before, or just after.
            rig.AdvanceTo(hold["expiresAt"].GetValue<DateTimeOffset>().AddMilliseconds(-4 * round));
            var confirms = Enumerable.Range(0, 3).Select(_ => rig.PostAsync("series", new { holdId = hold.Id }));
            var bookings = Enumerable.Range(0, 3).Select(_ => clinic.BookExactlyAsync(other, at));
            var answers = await Task.WhenAll(confirms.Zip(bookings).SelectMany(p => new[] { p.First, p.Second }));
            if (answers.All(a => a.Status != HttpStatusCode.Created))
            {
                // Everybody was just too early for the one and too late for the other; the next one is not.
                answers = [await clinic.BookExactlyAsync(other, at)];
            }

            Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
            Assert.All(answers, a => Assert.NotEqual(HttpStatusCode.InternalServerError, a.Status));
        }

        if (provider == DatabaseProvider.Sqlite)
        {
            Assert.Empty(new Checker(new Books(rig.ConnectionString)).Violations());
        }
    }

    private static async Task<Answer> HoldAsync(SchedulingRig rig, TestClinic clinic, Guid patientId, DateTimeOffset startsAt) =>
        (await rig.PostAsync("holds", new
        {
            patientId,
            siteId = clinic.SiteId,
            protocolId = clinic.ProtocolId,
            minutes = 1,
            sessions = new[] { new { startsAt } },
        })).Expect(HttpStatusCode.Created);
}
