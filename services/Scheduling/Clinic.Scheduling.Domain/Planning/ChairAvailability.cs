namespace Clinic.Scheduling.Domain.Planning;

/// <summary>A chair and when it can't be had. The planner takes the first chair of the request's order that is free.</summary>
/// <param name="Id">The resource id of its claims.</param>
/// <param name="Name">For people to read.</param>
/// <param name="Unavailable">Claimed or out of service; in any order, may overlap. What lies outside the window is ignored.</param>
public sealed record ChairAvailability(Guid Id, string Name, IReadOnlyList<SlotRange> Unavailable);
