using System.Globalization;
using System.Text;
using Clinic.Scheduling.Domain.Planning;

namespace Clinic.Scheduling.Persistence;

/// <summary>
/// One INSERT for many claims. A resource, a holder and the first slot of a run are parameters once and not in every row: binding four
/// parameters a row takes SQLite longer than inserting it. The text depends on the shape of the claims only, so that an engine
/// which keeps plans finds them again.
/// </summary>
internal sealed class ClaimStatement
{
    private readonly StringBuilder _sql = new();
    private readonly List<object> _values = [];
    private readonly Dictionary<Guid, int> _ids = [];
    private readonly Dictionary<int, int> _lanes = [];

    /// <summary>Writes the statement.</summary>
    /// <param name="holder">The column that says who claims.</param>
    /// <param name="claims">By resource, lane and slot.</param>
    public ClaimStatement(string holder, IReadOnlyList<(PlannedClaim Claim, Guid Holder)> claims)
    {
        _sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO SlotClaims (ResourceId, Lane, Slot, {holder}) VALUES ");
        var (start, place) = (0, 0);
        for (var row = 0; row < claims.Count; row++)
        {
            var claim = claims[row].Claim;
            if (row == 0 || !Follows(claims[row - 1].Claim, claim))
            {
                (start, place) = (claim.Slot, Place(claim.Slot));
            }

            _sql.Append(row == 0 ? "" : ", ").Append(
                CultureInfo.InvariantCulture,
                $"({{{Once(_ids, claim.ResourceId)}}}, {{{Once(_lanes, claim.Lane)}}}, {{{place}}} + {claim.Slot - start}, {{{Once(_ids, claims[row].Holder)}}})");
        }
    }

    /// <summary>The text, with numbered places for the parameters.</summary>
    public string Sql => _sql.ToString();

    /// <summary>The parameters.</summary>
    public IReadOnlyList<object> Parameters => _values;

    private static bool Follows(PlannedClaim before, PlannedClaim claim) =>
        before.ResourceId == claim.ResourceId && before.Lane == claim.Lane && before.Slot + 1 == claim.Slot;

    private int Once<T>(Dictionary<T, int> known, T value)
        where T : notnull
    {
        if (!known.TryGetValue(value, out var place))
        {
            known.Add(value, place = Place(value));
        }

        return place;
    }

    private int Place(object value)
    {
        _values.Add(value);
        return _values.Count - 1;
    }
}
