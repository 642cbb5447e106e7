using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.ServiceDefaults.Audit;

/// <summary>
/// Who read or wrote what of which patient (45 CFR 164.312(b)). Written in the transaction of the act it records;
/// <see cref="AuditSealer{TContext}"/> then links the entries into a hash chain, so that a changed or removed entry shows.
/// Holds ids and codes only, no personal data.
/// </summary>
public sealed class AuditEntry
{
    /// <summary>Key, made in the client.</summary>
    public required Guid Id { get; init; }

    /// <summary>When, UTC.</summary>
    public required Instant At { get; init; }

    /// <summary>The subject of the token, or <c>patient-link</c>, or <c>system</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>The actor's role or roles, comma separated; empty for links and the system.</summary>
    public required string Role { get; init; }

    /// <summary>What was done, as a stable code: <c>series.book</c>, <c>patient.read</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Whose data, or null when the act concerns no single patient.</summary>
    public required Guid? PatientId { get; init; }

    /// <summary>The thing acted upon.</summary>
    public required Guid? SubjectId { get; init; }

    /// <summary>The reason given, for overrides and emergency access.</summary>
    public string? Reason { get; init; }

    /// <summary>Place in the chain, from 1 without gaps; null until sealed.</summary>
    public long? Position { get; set; }

    /// <summary>SHA-256 over the previous entry's hash and this entry, hex; null until sealed.</summary>
    public string? Hash { get; set; }

    internal static void Configure(ModelBuilder model) => model.Entity<AuditEntry>(entity =>
    {
        entity.ToTable("AuditEntries");
        entity.HasKey(e => e.Id);
        entity.Property(e => e.Id).ValueGeneratedNever();
        entity.Property(e => e.Actor).HasMaxLength(200);
        entity.Property(e => e.Role).HasMaxLength(200);
        entity.Property(e => e.Action).HasMaxLength(100);
        entity.Property(e => e.Hash).HasMaxLength(64);
        entity.HasIndex(e => e.Position).IsUnique();
        entity.HasIndex(e => new { e.PatientId, e.At });
    });
}
