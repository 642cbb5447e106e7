using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Clinic.ServiceDefaults.Http;

/// <summary>The first answer given for an idempotency key, committed together with the effect it reports.</summary>
public sealed class IdempotentAnswer
{
    /// <summary>Longest key that is accepted.</summary>
    public const int MaxKeyLength = 128;

    /// <summary>Caller, method and path: a key means something only within them. A SHA-256 in hex.</summary>
    public required string Scope { get; init; }

    /// <summary>The caller's key.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the request body in hex.</summary>
    public required string BodyHash { get; init; }

    /// <summary>The HTTP status that was answered.</summary>
    public required int Status { get; init; }

    /// <summary>The <c>Location</c> that was answered, if any.</summary>
    public string? Location { get; init; }

    /// <summary>The JSON body that was answered, encrypted with the key ring: it can hold personal data.</summary>
    public required string ProtectedBody { get; init; }

    /// <summary>When it was answered, UTC.</summary>
    public required Instant AnsweredAt { get; init; }

    internal static void Configure(ModelBuilder model) => model.Entity<IdempotentAnswer>(entity =>
    {
        entity.ToTable("IdempotentAnswers");
        entity.HasKey(e => new { e.Scope, e.Key });
        entity.Property(e => e.Scope).HasMaxLength(64);
        entity.Property(e => e.Key).HasMaxLength(MaxKeyLength);
        entity.Property(e => e.BodyHash).HasMaxLength(64);
        entity.Property(e => e.ProtectedBody).HasMaxLength(-1);
        entity.HasIndex(e => e.AnsweredAt);
    });
}
