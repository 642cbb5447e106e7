using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace Clinic.Contracts.Tests;

/// <summary>
/// Messages that were written by an older version must be readable by a newer one and the other way round, so a contract may
/// gain a member and never lose, rename or retype one. To record an addition: CLINIC_UPDATE_SNAPSHOTS=1 dotnet test.
/// </summary>
public class ContractsOnlyGrowTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void Every_member_that_was_ever_published_is_still_there_with_its_type()
    {
        var missing = Snapshot().Except(Current(), StringComparer.Ordinal).ToList();

        Assert.True(missing.Count == 0, $"Lost, renamed or retyped:\n{string.Join('\n', missing)}");
    }

    [Fact]
    public void Every_member_is_recorded_in_the_snapshot()
    {
        var added = Current().Except(Snapshot(), StringComparer.Ordinal).ToList();
        if (added.Count > 0 && Environment.GetEnvironmentVariable("CLINIC_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllLines(SnapshotPath(), Snapshot().Concat(added).Order(StringComparer.Ordinal));
            return;
        }

        Assert.True(added.Count == 0, $"Not in the snapshot; run with CLINIC_UPDATE_SNAPSHOTS=1 to add:\n{string.Join('\n', added)}");
    }

    [Fact]
    public void Contracts_are_sealed_records_that_survive_a_round_trip_without_packages()
    {
        var assembly = typeof(Money).Assembly;
        var notSealed = assembly.GetExportedTypes().Where(t => !t.IsSealed).Select(t => t.FullName);
        var foreign = assembly.GetReferencedAssemblies().Where(a => !a.Name!.StartsWith("System", StringComparison.Ordinal)).Select(a => a.Name);

        Assert.Empty(notSealed);
        Assert.Empty(foreign);
    }

    private static List<string> Current() =>
    [
        .. from type in typeof(Money).Assembly.GetExportedTypes()
           from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           orderby type.FullName, property.Name
           select $"{type.FullName}.{property.Name}: {Describe(property)}",
    ];

    private static string Describe(PropertyInfo property)
    {
        var optional = Nullability.Create(property).ReadState == NullabilityState.Nullable && Nullable.GetUnderlyingType(property.PropertyType) is null;
        return Name(property.PropertyType) + (optional ? "?" : "");
    }

    private static string Name(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? $"{Name(inner)}?"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;

    private static string[] Snapshot() => File.Exists(SnapshotPath()) ? File.ReadAllLines(SnapshotPath()) : [];

    private static string SnapshotPath([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "contracts.snapshot.txt");
}
