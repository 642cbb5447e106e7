namespace Clinic.Scheduling.Domain.Planning;

/// <summary>A half-open run of slots: <paramref name="Start"/> is inside, <paramref name="End"/> is not.</summary>
/// <param name="Start">First slot, counted as <see cref="Slots"/> says.</param>
/// <param name="End">The slot after the last one; an end at or before the start is an empty range.</param>
public readonly record struct SlotRange(int Start, int End)
{
    /// <summary>Number of slots, never negative.</summary>
    public int Length => Math.Max(0, End - Start);

    /// <summary>Whether <paramref name="slot"/> lies inside.</summary>
    public bool Contains(int slot) => slot >= Start && slot < End;
}
