using System.Diagnostics.CodeAnalysis;

namespace Clinic.FrontDesk.Api;

/// <summary>What a service answered: a value, or why not.</summary>
internal sealed record Answer<T>(T? Value, Problem? Problem)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Succeeded => Problem is null;

    public static implicit operator Answer<T>(T value) => new(value, null);

    public static implicit operator Answer<T>(Problem problem) => new(null, problem);
}

/// <summary>One page of a list.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);
