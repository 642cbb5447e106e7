using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Scheduling.Persistence.Configurations;

/// <summary>Stores a short list of codes as one comma-separated column: it is read and written whole, and never searched.</summary>
internal static class CodeList
{
    private const int MaxLength = 1000;

    public static PropertyBuilder<IReadOnlyList<string>> IsCodeList(this PropertyBuilder<IReadOnlyList<string>> property)
    {
        property.HasConversion(
            list => string.Join(',', list),
            stored => stored.Split(',', StringSplitOptions.RemoveEmptyEntries),
            Comparer<string>());
        return property.HasMaxLength(MaxLength);
    }

    public static PropertyBuilder<IReadOnlyList<TEnum>> IsCodeList<TEnum>(this PropertyBuilder<IReadOnlyList<TEnum>> property)
        where TEnum : struct, Enum
    {
        property.HasConversion(
            list => string.Join(',', list),
            stored => stored.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<TEnum>).ToArray(),
            Comparer<TEnum>());
        return property.HasMaxLength(MaxLength);
    }

    private static ValueComparer<IReadOnlyList<T>> Comparer<T>() => new(
        (a, b) => (a ?? Array.Empty<T>()).SequenceEqual(b ?? Array.Empty<T>()),
        list => list.Aggregate(0, (hash, item) => HashCode.Combine(hash, item)),
        list => list.ToArray());
}
