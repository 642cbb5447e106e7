using System.Net;
using Clinic.Scheduling.Tests.Checking;
using Clinic.Scheduling.Tests.Rig;

namespace Clinic.Scheduling.Tests.Booking;

public sealed class CrowdTests(ITestOutputHelper output)
{
    private const int Callers = 32;

    /// <summary>Three infusions within one working week, one or two days apart.</summary>
    private static readonly ClinicPlan OneWeek = new() { Infusions = 3, MinGapDays = 1, MaxGapDays = 2, WindowDays = 4, Days = 5 };

    [Fact]
    public async Task Thirty_two_callers_are_all_booked_into_one_week_that_has_room_for_them()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneWeek with { Chairs = 8, Nurses = 8 });

        var answers = await AllAtOnceAsync(clinic);

        Assert.All(answers, a => a.Expect(HttpStatusCode.Created));
        Assert.Empty(new Checker(new Books(rig.ConnectionString)).Violations());
    }

    [Fact]
    public async Task Of_thirty_two_callers_for_a_week_too_small_none_is_refused_while_a_place_is_left()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, OneWeek);

        var answers = await AllAtOnceAsync(clinic);

        var refused = answers.Where(a => a.Status != HttpStatusCode.Created).ToList();
        output.WriteLine($"{answers.Length - refused.Count} booked, {refused.Count} refused");
        Assert.NotEmpty(refused);
        Assert.All(refused, a => Assert.Equal("no-plan", a.Expect(HttpStatusCode.UnprocessableEntity).Problem));
        var checker = new Checker(new Books(rig.ConnectionString));
        Assert.Empty(checker.Violations());
        // Places are only taken here, never given back: room at the end was there when somebody was refused.
        Assert.False(checker.HasRoomFor(TestClinic.Today, TestClinic.Today.AddDays(4)), "Somebody was refused although a place is left.");
    }

    private static async Task<Answer[]> AllAtOnceAsync(TestClinic clinic)
    {
        var patients = new List<Guid>();
        for (var i = 0; i < Callers; i++)
        {
            patients.Add(await clinic.PatientAsync());
        }

        return await Task.WhenAll(patients.Select(p => clinic.BookAsync(p)));
    }
}
