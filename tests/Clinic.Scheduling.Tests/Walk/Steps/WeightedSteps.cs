namespace Clinic.Scheduling.Tests.Walk.Steps;

/// <summary>All kinds of steps, and how often each is taken. What waits in the queue (the roster of a new day, a proposal to apply) comes first.</summary>
internal sealed class WeightedSteps
{
    private readonly Scene _scene;
    private readonly Queue<Func<Task<Taken?>>> _next = new();
    private readonly List<(int Weight, Func<Task<Taken?>> Take)> _kinds;

    public WeightedSteps(Scene scene)
    {
        _scene = scene;
        var (roster, clinic, booking, moving) = (new RosterSteps(scene), new ClinicSteps(scene), new BookingSteps(scene), new MovingSteps(scene));
        var (day, repair, time) = (new DaySteps(scene), new RepairSteps(scene, _next), new TimeSteps(scene, roster, _next));
        time.PlanFirstWeeks();
        _kinds =
        [
            (4, booking.RegisterAsync), (3, booking.SearchAsync), (10, booking.BookAsync), (6, booking.BookExactlyAsync), (5, booking.HoldAsync), (5, booking.ConfirmAsync), (2, booking.ReleaseAsync),
            (6, moving.MoveToWindowAsync), (4, moving.MoveExactlyAsync), (4, moving.MoveRestAsync), (4, moving.CancelSessionAsync), (3, moving.CancelSeriesAsync),
            (3, roster.CallOutAsync), (3, roster.ShortenAsync), (3, roster.MoveAsync), (2, roster.DeleteAsync), (6, roster.PlanAnyAsync),
            (2, clinic.RevokeAsync), (4, clinic.CertifyAsync), (1, clinic.CloseChairAsync), (1, clinic.CloseDayAsync), (1, clinic.ChangeHoursAsync),
            (7, repair.ProposeAsync), (1, repair.ApplyOldAsync),
            (4, day.SignAsync), (1, day.WithdrawAsync), (6, day.CheckInAsync), (5, day.StartAsync), (5, day.CompleteAsync), (3, day.MissAsync),
            (14, time.PassAsync), (2, time.ExpireHoldsAsync), (1, time.ReleaseUnsignedAsync), (1, time.AuditAsync),
        ];
    }

    /// <summary>Takes a step; kinds that find nothing to do are passed over.</summary>
    public async Task<Taken> TakeAsync()
    {
        while (true)
        {
            var take = _next.Count > 0 ? _next.Dequeue() : Roll();
            if (await take() is { } taken)
            {
                return taken;
            }
        }
    }

    private Func<Task<Taken?>> Roll()
    {
        var roll = _scene.Roll(_kinds.Sum(k => k.Weight));
        foreach (var (weight, take) in _kinds)
        {
            roll -= weight;
            if (roll < 0)
            {
                return take;
            }
        }

        throw new InvalidOperationException("The weights sum to more than they are.");
    }
}
