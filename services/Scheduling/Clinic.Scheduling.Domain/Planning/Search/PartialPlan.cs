namespace Clinic.Scheduling.Domain.Planning.Search;

/// <summary>The starts of a series' first sessions, and what they cost by the monitor of the last of them.</summary>
internal sealed class PartialPlan(PartialPlan? before, int day, int candidate, int[] arriving)
{
    public PartialPlan? Before { get; } = before;

    public int Sessions { get; } = (before?.Sessions ?? 0) + 1;

    public int Day { get; } = day;

    public int Candidate { get; } = candidate;

    /// <summary>By this session's monitor: least cost of the sessions before and of coming from them; own cost not included.</summary>
    public int[] Arriving { get; } = arriving;

    /// <summary>The sessions in order.</summary>
    public IReadOnlyList<PartialPlan> Path()
    {
        var path = new PartialPlan[Sessions];
        for (PartialPlan? at = this; at is not null; at = at.Before)
            path[at.Sessions - 1] = at;
        return path;
    }

    /// <summary>Orders by the starts themselves, session by session; one that is the beginning of another comes first.</summary>
    public static int CompareStarts(PartialPlan one, PartialPlan two)
    {
        while (one.Sessions > two.Sessions && one.Before is { } before)
        {
            if (ReferenceEquals(before, two))
                return 1;
            one = before;
        }
        while (two.Sessions > one.Sessions && two.Before is { } before)
        {
            if (ReferenceEquals(before, one))
                return -1;
            two = before;
        }
        return CompareEqualLength(one, two);
    }

    private static int CompareEqualLength(PartialPlan one, PartialPlan two)
    {
        var answer = 0;
        for (PartialPlan? a = one, b = two; a is not null && b is not null && !ReferenceEquals(a, b); (a, b) = (a.Before, b.Before))
        {
            if (a.Candidate != b.Candidate)
                answer = a.Candidate.CompareTo(b.Candidate);
        }
        return answer;
    }
}
