using System.Net;
using Clinic.Contracts.Scheduling;
using Clinic.Scheduling.Features.ReleaseUnsigned;
using Clinic.Scheduling.Tests.Rig;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Scheduling.Tests.Consents;

public sealed class ConsentDeadlineTests
{
    private static readonly ClinicPlan DeadlineOfOneDay = new() { Infusions = 2, Days = 12, ConsentDeadlineHours = 24 };

    [Fact]
    public async Task The_unsigned_are_released_at_the_deadline_and_the_signed_are_not()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, DeadlineOfOneDay);
        var (unsigned, signed) = (await BookAsync(clinic), await BookAsync(clinic));
        await rig.PostAsync("consent-signatures", new { token = await rig.TokenForAsync(signed.Id), fullName = "A Patient", accepted = true });
        var deadline = unsigned["sessions"][0]!["startsAt"]!.GetValue<DateTimeOffset>().AddHours(-24);

        rig.AdvanceTo(deadline.AddMinutes(-2));
        await ReleaseAsync(rig);
        var before = await rig.GetAsync($"series/{unsigned.Id}");
        rig.AdvanceTo(deadline.AddMinutes(2));
        await ReleaseAsync(rig);
        await ReleaseAsync(rig);

        Assert.Equal("booked", before["state"].GetValue<string>());
        var after = await rig.GetAsync($"series/{unsigned.Id}");
        Assert.Equal("cancelled", after["state"].GetValue<string>());
        Assert.Equal("lapsed", after["consentState"].GetValue<string>());
        Assert.All(after["sessions"].AsArray(), s => Assert.Equal("consent-missing", s!["cancelReason"]!.GetValue<string>()));
        Assert.Equal("booked", (await rig.GetAsync($"series/{signed.Id}"))["state"].GetValue<string>());
        var events = await rig.EventsAsync<SessionCancelled>();
        Assert.Equal(2, events.Count);
        Assert.All(events, e => Assert.Equal("consent-missing", e.ReasonCode));
    }

    [Fact]
    public async Task Whoever_books_after_the_deadline_has_half_of_the_time_that_is_left()
    {
        await using var rig = await SchedulingRig.StartAsync();
        var clinic = await TestClinic.OpenAsync(rig, DeadlineOfOneDay);
        // Booked at 07:00 for 08:00: a deadline the day before would release it at once.
        var series = (await clinic.BookAsync(await clinic.PatientAsync())).Expect(HttpStatusCode.Created);

        rig.AdvanceTo(SchedulingRig.Start.AddMinutes(25));
        await ReleaseAsync(rig);
        var before = await rig.GetAsync($"series/{series.Id}");
        rig.AdvanceTo(SchedulingRig.Start.AddMinutes(35));
        await ReleaseAsync(rig);

        Assert.Equal("booked", before["state"].GetValue<string>());
        Assert.Equal("cancelled", (await rig.GetAsync($"series/{series.Id}"))["state"].GetValue<string>());
    }

    private static async Task<Answer> BookAsync(TestClinic clinic) =>
        (await clinic.BookAsync(await clinic.PatientAsync(), TestClinic.Today.AddDays(3))).Expect(HttpStatusCode.Created);

    private static async Task ReleaseAsync(SchedulingRig rig)
    {
        await using var scope = rig.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ReleaseUnsignedJob>().RunAsync(CancellationToken.None);
    }
}
