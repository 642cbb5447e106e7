namespace Clinic.Scheduling.Domain.Planning.Search;

/// <summary>Chooses the chair and the lanes of a start that is known to be possible.</summary>
internal sealed class SessionClaims(Availability availability)
{
    private readonly PlanningRequest _request = availability.Request;

    public Guid FirstFreeChair(int slot)
    {
        var chair = 0;
        while (!availability.ChairStarts[chair][slot])
            chair++;
        return _request.Chairs[chair].Id;
    }

    public IReadOnlyList<PlannedClaim> For(int slot, Guid chair, StaffBits monitor)
    {
        var (phases, start) = (_request.Phases, slot + availability.Horizon.FirstSlot);
        var claims = new List<PlannedClaim>(phases.Chair + phases.Stay);
        for (var at = start; at < start + phases.Chair; at++)
            claims.Add(new(chair, 0, at));
        for (var at = start; at < start + phases.SetUp; at++)
            claims.Add(new(monitor.Staff.Id, 0, at));
        AddShared(claims, monitor.Staff, new(start + phases.SetUp, start + phases.Stay));
        return claims;
    }

    /// <summary>Stays in a lane while it is free, so that a nurse's day reads as few changes of lane as a greedy choice gives.</summary>
    private static void AddShared(List<PlannedClaim> claims, StaffAvailability monitor, SlotRange shared)
    {
        var taken = new bool[monitor.PatientsAtOnce + 1, shared.Length];
        foreach (var (lane, slots) in monitor.Occupied)
        {
            if (lane < 1 || lane > monitor.PatientsAtOnce)
                continue;
            for (var at = Math.Max(slots.Start, shared.Start); at < Math.Min(slots.End, shared.End); at++)
                taken[lane, at - shared.Start] = true;
        }
        var current = 1;
        for (var at = 0; at < shared.Length; at++)
        {
            if (taken[current, at])
                current = LongestFree(taken, at);
            claims.Add(new(monitor.Id, current, shared.Start + at));
        }
    }

    private static int LongestFree(bool[,] taken, int from)
    {
        var (best, longest) = (0, 0);
        for (var lane = 1; lane < taken.GetLength(0); lane++)
        {
            var until = from;
            while (until < taken.GetLength(1) && !taken[lane, until])
                until++;
            if (until - from > longest)
                (best, longest) = (lane, until - from);
        }
        return best;
    }
}
