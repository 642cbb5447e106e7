using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Clinic.ServiceDefaults.Database;

namespace Clinic.Scheduling.Persistence;

/// <summary>
/// One INSERT for many claims. A resource, a holder and the first slot of a run are parameters once and not in every row: binding four
/// parameters a row takes SQLite longer than inserting it. The text depends on the shape of the claims only, so that an engine
/// which keeps plans finds them again.
/// </summary>
internal sealed class ClaimStatement
{
    private static readonly ConcurrentDictionary<(string Holder, int Length), SqlText> TextsOfOneRun = [];
    private readonly List<object> _values = [];
    private readonly Dictionary<object, int> _places = [];

    private ClaimStatement(SqlText text) => Text = text;

    /// <summary>Writes one statement for many runs.</summary>
    /// <param name="holder">The column that says who claims.</param>
    /// <param name="runs">The claims.</param>
    public ClaimStatement(string holder, IEnumerable<ClaimRun> runs)
    {
        var sql = new StringBuilder();
        foreach (var run in runs)
        {
            var (resource, lane, first, by) = (Once(run.ResourceId), Once(run.Lane), Place(run.First), Once(run.Holder));
            for (var row = 0; row < run.Length; row++)
            {
                sql.Append(sql.Length == 0 ? $"INSERT INTO SlotClaims (ResourceId, Lane, Slot, {holder}) VALUES " : ", ")
                    .Append(CultureInfo.InvariantCulture, $"(@p{resource}, @p{lane}, @p{first} + {row}, @p{by})");
            }
        }

        Text = new SqlText(sql.ToString());
    }

    /// <summary>The text.</summary>
    public SqlText Text { get; }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<object> Values => _values;

    /// <summary>Writes the statement of one run, whose text depends on its length alone.</summary>
    /// <param name="holder">The column that says who claims.</param>
    /// <param name="run">The claims.</param>
    public static ClaimStatement OfOne(string holder, ClaimRun run)
    {
        var text = TextsOfOneRun.GetOrAdd((holder, run.Length), static (key, run) => new ClaimStatement(key.Holder, [run]).Text, run);
        var statement = new ClaimStatement(text);
        statement._values.AddRange([run.ResourceId, run.Lane, run.First, run.Holder]);
        return statement;
    }

    private int Once(object value)
    {
        if (!_places.TryGetValue(value, out var place))
        {
            _places.Add(value, place = Place(value));
        }

        return place;
    }

    private int Place(object value)
    {
        _values.Add(value);
        return _values.Count - 1;
    }
}
