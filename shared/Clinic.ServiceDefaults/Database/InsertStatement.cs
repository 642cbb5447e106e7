using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore.Storage;

namespace Clinic.ServiceDefaults.Database;

/// <summary>One INSERT for many rows of a table.</summary>
internal sealed class InsertStatement
{
    private readonly RowMap _map;
    private readonly List<(RowColumn Column, object?[] Values)> _columns;
    private readonly int _rows;

    /// <summary>Reads the values of rows. What is null in every row is left out: of a new row that is most, and no column has a default.</summary>
    public InsertStatement(RowMap map, object[] rows)
    {
        (_map, _rows) = (map, rows.Length);
        _columns = [.. map.Columns.Select(c => (Column: c, Values: Array.ConvertAll(rows, c.Read))).Where(c => c.Values.Any(v => v is not null))];
        Shape = new InsertShape(map, _rows, string.Join(',', _columns.Select(c => c.Column.Ordinal)));
    }

    /// <summary>Statements of one shape have the same text.</summary>
    public InsertShape Shape { get; }

    public void Write(DbCommand command, ISqlGenerationHelper sql)
    {
        var text = new StringBuilder("INSERT INTO ").Append(sql.DelimitIdentifier(_map.Table, _map.Schema))
            .Append(" (").AppendJoin(", ", _columns.Select(c => sql.DelimitIdentifier(c.Column.Name))).Append(") VALUES ");
        for (var row = 0; row < _rows; row++)
        {
            text.Append(row == 0 ? "(" : ", (");
            for (var at = 0; at < _columns.Count; at++)
            {
                var (column, values) = _columns[at];
                var name = ParameterNames.At((row * _columns.Count) + at);
                text.Append(at == 0 ? "" : ", ").Append(name);
                command.Parameters.Add(column.Mapping.CreateParameter(command, name, values[row], column.IsNullable));
            }

            text.Append(')');
        }

        command.CommandText = text.ToString();
    }

    public void Fill(DbCommand command)
    {
        var place = 0;
        for (var row = 0; row < _rows; row++)
        {
            foreach (var (column, values) in _columns)
            {
                command.Parameters[place++].Value = column.Stored(values[row]) ?? DBNull.Value;
            }
        }
    }
}

/// <summary>What the text of an INSERT depends on.</summary>
/// <param name="Map">The table.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Columns">The columns that are named.</param>
internal sealed record InsertShape(RowMap Map, int Rows, string Columns);
