using System.Collections.Concurrent;
using System.Text.Json;
using Clinic.Contracts;

namespace Clinic.Messaging;

/// <summary>The contracts by their stable names. A name is what is stored and sent, never an assembly-qualified type.</summary>
public static class MessageTypes
{
    private static readonly ConcurrentDictionary<string, Type> Known = new(StringComparer.Ordinal);

    /// <summary>How messages are written to the outbox.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>The stable name of a contract.</summary>
    /// <param name="type">The contract.</param>
    public static string NameOf(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var name = type.FullName!;
        Known.TryAdd(name, type);
        return name;
    }

    /// <summary>The contract with a name.</summary>
    /// <param name="name">What <see cref="NameOf"/> returned, in this or an earlier process.</param>
    /// <exception cref="InvalidOperationException">No contract has that name.</exception>
    public static Type Find(string name) =>
        TryFind(name) ?? throw new InvalidOperationException($"There is no message contract '{name}'.");

    /// <summary>The contract with a name, or null.</summary>
    /// <param name="name">Any text.</param>
    internal static Type? TryFind(string name) =>
        Known.TryGetValue(name, out var known) ? known : typeof(Money).Assembly.GetType(name);
}
