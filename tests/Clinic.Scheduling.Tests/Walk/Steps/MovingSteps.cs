using Clinic.Scheduling.Tests.Checking.Ledgers;

namespace Clinic.Scheduling.Tests.Walk.Steps;

/// <summary>What is booked is moved and cancelled.</summary>
internal sealed class MovingSteps(Scene scene)
{
    public async Task<Taken?> MoveToWindowAsync() => Booked() is { } stay
        ? new Taken("move session", await scene.Host.PostAsync($"sessions/{stay.Id}/reschedule", new { earliestDate = scene.Today.AddDays(scene.Roll(12)) }))
        : null;

    public async Task<Taken?> MoveExactlyAsync()
    {
        if (Booked() is not { } stay)
        {
            return null;
        }

        var date = DateOnly.FromDateTime(Ledger.Local(stay.Start)).AddDays(scene.Roll(5) - 2);
        return new Taken("move session exactly", await scene.Host.PostAsync(
            $"sessions/{stay.Id}/reschedule", new { startsAt = Scene.At(date, (8 * 60) + (15 * scene.Roll(34))) }));
    }

    public async Task<Taken?> MoveRestAsync() => Booked() is { } stay
        ? new Taken("move rest of series", await scene.Host.PostAsync(
            $"series/{stay.Series}/reschedule", new { fromNumber = stay.Number, earliestDate = scene.Today.AddDays(scene.Roll(10)) }))
        : null;

    public async Task<Taken?> CancelSessionAsync() => scene.PickStay(s => !s.IsOver) is { } stay
        ? new Taken("cancel session", await scene.Host.PostAsync($"sessions/{stay.Id}/cancel", new { reason = Reason() }))
        : null;

    public async Task<Taken?> CancelSeriesAsync() => Booked() is { } stay
        ? new Taken("cancel series", await scene.Host.PostAsync($"series/{stay.Series}/cancel", new { reason = Reason() }))
        : null;

    private Stay? Booked() => scene.PickStay(s => s.State == "Booked");

    private string Reason() => scene.Chance(0.5) ? "patient-request" : "clinic-request";
}
