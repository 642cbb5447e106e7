using Microsoft.SqlServer.Dac.Model;

namespace Clinic.Architecture.Tests;

/// <summary>Reads T-SQL as SQL Server 2022 would, without a server.</summary>
internal static class TSqlCheck
{
    // What a schema model cannot hold: data statements, session options and batches' control flow.
    private static readonly string[] NotSchema = ["INSERT ", "DELETE ", "UPDATE ", "SET ", "IF ", "BEGIN", "COMMIT", "EXEC", "DECLARE"];

    public static IReadOnlyList<string> Errors(string script)
    {
        using var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        var errors = new List<string>();
        foreach (var batch in Batches(script).Where(b => !NotSchema.Any(n => b.StartsWith(n, StringComparison.OrdinalIgnoreCase))))
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
