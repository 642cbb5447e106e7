using System.Text.RegularExpressions;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Clinic.Architecture.Tests;

/// <summary>Reads T-SQL as SQL Server 2022 would, without a server.</summary>
internal static partial class TSqlCheck
{
    // What a schema model cannot hold: data statements, session options and batches' control flow.
    private static readonly string[] NotSchema = ["INSERT ", "DELETE ", "UPDATE ", "SET ", "IF ", "BEGIN", "COMMIT", "EXEC ", "DECLARE"];

    public static IReadOnlyList<string> Errors(string script)
    {
        using var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        var errors = new List<string>();
        foreach (var batch in WithAddedColumns(Batches(script).Select(Unwrap)).Where(b => !NotSchema.Any(n => b.StartsWith(n, StringComparison.OrdinalIgnoreCase))))
        {
            try
            {
                model.AddObjects(batch);
            }
            catch (DacModelException e)
            {
                errors.Add($"{e.Message}\n{batch}");
            }
        }

        errors.AddRange(model.Validate().Where(m => m.MessageType == Microsoft.SqlServer.Dac.DacMessageType.Error).Select(m => m.ToString()));
        return errors;
    }

    /// <summary>Every statement is read, those of data and control flow and those inside EXEC included; references are not resolved.</summary>
    public static IReadOnlyList<string> SyntaxErrors(string script) =>
        [.. Batches(script).SelectMany(batch => ParseErrors(batch).Concat(Executed().Matches(batch).SelectMany(m => ParseErrors(Unquote(m)))))];

    private static IEnumerable<string> ParseErrors(string sql)
    {
        using var reader = new StringReader(sql);
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return errors.Select(e => $"line {e.Line}: {e.Message}\n{sql}");
    }

    // A trigger must be the first statement of its batch, so migrations hand it to EXEC: what is inside is what the model has to see.
    private static string Unwrap(string batch) => Executed().Match(batch) is { Success: true, Index: 0 } match ? Unquote(match) : batch;

    private static string Unquote(Match executed) => executed.Groups["sql"].Value.Replace("''", "'", StringComparison.Ordinal);

    [GeneratedRegex(@"EXEC\s*\(\s*N?'(?<sql>(?:[^']|'')*)'\s*\);?", RegexOptions.IgnoreCase)]
    private static partial Regex Executed();

    // The model takes a table only as a whole: a column added later goes into the statement that creates the table.
    private static List<string> WithAddedColumns(IEnumerable<string> batches)
    {
        var whole = new List<string>();
        foreach (var batch in batches)
        {
            var added = AddedColumn().Match(batch);
            var table = added.Success ? whole.FindIndex(b => b.StartsWith($"CREATE TABLE {added.Groups["table"].Value} (", StringComparison.Ordinal)) : -1;
            if (table < 0)
            {
                whole.Add(batch);
                continue;
            }

            whole[table] = whole[table].Insert(whole[table].IndexOf('(', StringComparison.Ordinal) + 1, $"{added.Groups["column"].Value}, ");
        }

        return whole;
    }

    [GeneratedRegex(@"^ALTER TABLE (?<table>\[\w+\]) ADD (?<column>\[.+);$", RegexOptions.Singleline)]
    private static partial Regex AddedColumn();

    private static IEnumerable<string> Batches(string script) =>
        script.Split('\n').Aggregate(
            new List<List<string>> { new() },
            (batches, line) =>
            {
                if (line.Trim().Equals("GO", StringComparison.OrdinalIgnoreCase))
                {
                    batches.Add([]);
                }
                else
                {
                    batches[^1].Add(line);
                }

                return batches;
            })
            .Select(lines => string.Join('\n', lines).Trim())
            .Where(batch => batch.Length > 0);
}
