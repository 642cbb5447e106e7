using Clinic.Billing.Features.ChargeInfusion;
using Clinic.Billing.Features.EstimateSeries;
using Clinic.Billing.Tests.Rig;
using Clinic.Contracts.Scheduling;
using Clinic.ServiceDefaults.Database;
using Clinic.Testing;
using NodaTime;
using Xunit;

namespace Clinic.Billing.Tests.Estimates;

public class EstimateTests
{
    // 09:00 in New York on Monday 2 March 2026.
    private static readonly Instant BookedAt = Instant.FromUtc(2026, 3, 2, 14, 0);

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_booked_series_is_estimated_session_by_session_on_the_statutory_clock(DatabaseProvider provider)
    {
        var (host, site) = await BillingHost.StartWithSiteAsync(provider);
        await using var _ = host;
        var booked = Booked(site);

        await host.ConsumeAsync<SeriesBooked, SeriesBookedConsumer>(booked);
        await host.ConsumeAsync<SeriesBooked, SeriesBookedConsumer>(booked);

        var estimate = (await host.GetAsync($"series/{booked.SeriesId}/estimates/latest", "front-desk"))["estimate"]!;
        Assert.Equal(6 * (42_500 + (4 * 250)), estimate.Minor("total"));
        Assert.Equal("2026-03-05", estimate.Text("dueOn"));
        Assert.Equal(1, estimate["revision"]!.GetValue<int>());
        Assert.Equal(12, estimate["lines"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_estimate_waits_for_prices_and_a_later_revision_takes_new_ones()
    {
        await using var host = await BillingHost.StartAsync();
        var site = Samples.Id();
        var booked = Booked(site);
        await host.ConsumeAsync<SeriesBooked, SeriesBookedConsumer>(booked);
        await host.SetPolicyAsync(site);
        using var unpriced = await host.PostAsync($"series/{booked.SeriesId}/estimates", new { });
        await host.AddScheduleAsync(site);
        await host.AddScheduleAsync(site, Samples.Schedule(site, from: "2026-04-01", firstHourMinor: 52_500));

        using var revised = await host.PostAsync($"series/{booked.SeriesId}/estimates", new { });

        await Answers.RefusedAsync(unpriced, System.Net.HttpStatusCode.UnprocessableEntity, "seriesId");
        var answer = await Answers.SuccessAsync(revised);
        Assert.Equal(2, answer["revision"]!.GetValue<int>());
        // The last of the six sessions, on 2 April, has the new price.
        Assert.Equal((6 * 43_500) + 10_000, answer.Minor("total"));
    }

    [Theory]
    [InlineData(39_999, false)]
    [InlineData(40_000, true)]
    public async Task Bills_of_400_dollars_beyond_the_estimate_are_disputable(long beyondMinor, bool disputable)
    {
        await using var host = await BillingHost.StartAsync();
        var site = Samples.Id();
        await host.SetPolicyAsync(site);
        var booked = Booked(site, sessions: 1);
        await host.AddScheduleAsync(site, Samples.Schedule(site, from: "2026-03-16", firstHourMinor: 10_000));
        await host.AddScheduleAsync(site, Samples.Schedule(site, from: "2026-01-01", until: "2026-03-16", firstHourMinor: 10_000 + beyondMinor));
        await host.ConsumeAsync<SeriesBooked, SeriesBookedConsumer>(booked);
        var given = Samples.Completed(site, booked.PatientId, startedAt: Instant.FromUtc(2026, 3, 13, 15, 0)) with { SeriesId = booked.SeriesId };

        await host.ConsumeAsync<InfusionCompleted, InfusionCompletedConsumer>(given);

        var comparison = await host.GetAsync($"series/{booked.SeriesId}/estimates/latest");
        Assert.Equal(beyondMinor, comparison.Minor("exceeds"));
        Assert.Equal(disputable, comparison["isDisputable"]!.GetValue<bool>());
    }

    private static SeriesBooked Booked(Guid site, int sessions = 6)
    {
        // Monday 16 March is the tenth business day after the booking; then every third or fourth day.
        var first = Instant.FromUtc(2026, 3, 16, 15, 0);
        var planned = Enumerable.Range(0, sessions).Select(n =>
        {
            var start = first + Duration.FromDays((n / 2 * 7) + (n % 2 * 3));
            return new BookedSession(
                Samples.Id(), n + 1, start.ToDateTimeOffset(), (start + Duration.FromMinutes(85)).ToDateTimeOffset(), 40);
        });
        return new SeriesBooked(
            Samples.Id(), Samples.Id(), site, Samples.Zone.Id, "KET-IND-6", 1, [.. planned], BookedAt.ToDateTimeOffset());
    }
}
