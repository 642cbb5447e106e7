using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Clinic.ServiceDefaults.Database;

/// <summary>How an entity becomes a row, worked out once per model.</summary>
internal sealed class RowMap
{
    private static readonly ConditionalWeakTable<IEntityType, RowMap> Known = [];
    private readonly INavigation[] _owned;

    private RowMap(IEntityType entity)
    {
        var table = entity.GetTableMappings().Single();
        (Table, Schema, Depth) = (table.Table.Name, table.Table.Schema, DepthOf(entity, []));
        _owned = [.. entity.GetNavigations().Where(n => n.ForeignKey.IsOwnership && !n.IsOnDependent)];
        Columns = [.. table.ColumnMappings.Select((c, at) => new RowColumn(c, at))];
    }

    public string Table { get; }

    public string? Schema { get; }

    /// <summary>Greater than that of every table it refers to.</summary>
    public int Depth { get; }

    public IReadOnlyList<RowColumn> Columns { get; }

    public static RowMap Of(IEntityType entity) => Known.GetValue(entity, e => new RowMap(e));

    /// <summary>Parts that share the row would be lost silently.</summary>
    public void RefuseOwnedParts(IEnumerable<object> rows)
    {
        if (_owned.Length > 0 && rows.Any(row => _owned.Any(part => part.GetGetter().GetClrValue(row) is not null)))
        {
            throw new InvalidOperationException($"A row of {Table} has owned parts; save it with SaveChangesAsync.");
        }
    }

    private static int DepthOf(IEntityType entity, HashSet<IEntityType> above)
    {
        if (!above.Add(entity))
        {
            return 0;
        }

        var depth = entity.GetForeignKeys().Select(key => DepthOf(key.PrincipalEntityType, above) + 1).DefaultIfEmpty(0).Max();
        above.Remove(entity);
        return depth;
    }
}

/// <summary>A column and where its value comes from.</summary>
internal sealed class RowColumn
{
    private readonly IProperty _property;

    public RowColumn(IColumnMapping mapping, int ordinal)
    {
        Ordinal = ordinal;
        _property = mapping.Property;
        if (_property.IsShadowProperty())
        {
            throw new InvalidOperationException($"{mapping.Column.Table.Name}.{mapping.Column.Name} is not a property of its class.");
        }

        (Name, Mapping, IsNullable) = (mapping.Column.Name, mapping.TypeMapping, mapping.Column.IsNullable);
    }

    /// <summary>Its place among the columns of its table.</summary>
    public int Ordinal { get; }

    public string Name { get; }

    public RelationalTypeMapping Mapping { get; }

    public bool IsNullable { get; }

    /// <summary>A value as it is stored.</summary>
    public object? Stored(object? value) => value is not null && Mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value;

    public object? Read(object row) => _property.GetGetter().GetClrValue(row);
}
