using System.Diagnostics.CodeAnalysis;

namespace Clinic.ServiceDefaults.Http;

/// <summary>The result of a use case: a value, or the reason it was refused. Refusals are expected; exceptions are not.</summary>
/// <typeparam name="T">The value on success.</typeparam>
public sealed class Outcome<T>
{
    private readonly T? _value;

    private Outcome(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    /// <summary>Why it was refused, or null.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Refusal is null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The use case was refused.</exception>
    public T Value => Succeeded
        ? _value!
        : throw new InvalidOperationException($"Refused ({Refusal.Code}): {Refusal.Detail}");

    /// <summary>A success.</summary>
    /// <param name="value">The value.</param>
    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Outcome.Of is the named form.")]
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A refusal.</summary>
    /// <param name="refusal">Why.</param>
    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Outcome.Refuse is the named form.")]
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>Named forms of the conversions to <see cref="Outcome{T}"/>, for interface types and lists.</summary>
public static class Outcome
{
    /// <summary>A success.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="value">The value.</param>
    public static Outcome<T> Of<T>(T value) => value;

    /// <summary>A refusal.</summary>
    /// <typeparam name="T">The type of the value there would have been.</typeparam>
    /// <param name="refusal">Why.</param>
    public static Outcome<T> Refuse<T>(Refusal refusal) => refusal;
}
