using System.Security.Cryptography;
using System.Text;
using NodaTime.Text;

namespace Clinic.ServiceDefaults.Audit;

/// <summary>The hash chain over the audit log.</summary>
public static class AuditChain
{
    /// <summary>What the first entry is linked to.</summary>
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>The hash of an entry at its position, after the entry before it.</summary>
    /// <param name="previousHash">Hash of the entry before, or <see cref="Genesis"/>.</param>
    /// <param name="position">Position, from 1.</param>
    /// <param name="entry">The entry.</param>
    public static string Link(string previousHash, long position, AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        string[] parts =
        [
            previousHash,
            position.ToString(System.Globalization.CultureInfo.InvariantCulture),
            entry.Id.ToString(),
            InstantPattern.ExtendedIso.Format(entry.At),
            entry.Actor,
            entry.Role,
            entry.Action,
            entry.PatientId?.ToString() ?? "",
            entry.SubjectId?.ToString() ?? "",
            entry.Reason ?? "",
        ];
        // Lengths in front keep two different lists of parts from reading the same.
        var text = string.Concat(parts.Select(p => $"{p.Length}:{p};"));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Checks sealed entries in order of position.</summary>
    /// <param name="entries">All sealed entries, by position.</param>
    /// <returns>The first position at which the chain is broken, or null when it is whole.</returns>
    public static long? FirstBreak(IEnumerable<AuditEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var previous = Genesis;
        var expected = 1L;
        foreach (var entry in entries)
        {
            if (entry.Position != expected || !string.Equals(entry.Hash, Link(previous, expected, entry), StringComparison.Ordinal))
            {
                return expected;
            }

            previous = entry.Hash!;
            expected++;
        }

        return null;
    }
}
