using Clinic.Billing.Domain.Reconciliation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Clinic.Billing.Persistence.Reconciliation;

/// <summary>What a line of a statement settled. Undone by a new journal entry; the row stays.</summary>
internal sealed class Settlement
{
    public required Guid Id { get; init; }

    public required Guid LineId { get; init; }

    /// <summary>Why it was matched by itself; null when a person assigned it.</summary>
    public required MatchRule? Rule { get; init; }

    /// <summary>From 0 to 1; 1 when a person assigned it.</summary>
    public required double Score { get; init; }

    /// <summary>When it was posted, UTC.</summary>
    public required Instant PostedAt { get; init; }

    /// <summary>When it was undone, UTC; null while it holds.</summary>
    public Instant? UndoneAt { get; set; }

    public string? UndoReason { get; set; }

    public List<SettlementPart> Parts { get; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<Settlement>
    {
        private const int RuleLength = 40;

        public void Configure(EntityTypeBuilder<Settlement> builder)
        {
            builder.ToTable("Settlements");
            builder.HasKey(e => e.Id);
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.Rule).HasConversion<string>().HasMaxLength(RuleLength);
            builder.Property(e => e.UndoReason).HasMaxLength(StatementLine.Mapping.ReasonLength);
            builder.HasOne<StatementLine>().WithMany().HasForeignKey(e => e.LineId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>A part of the money for an item, or for a patient's credit.</summary>
internal sealed class SettlementPart
{
    public required Guid Id { get; init; }

    public required Guid SettlementId { get; init; }

    /// <summary>What it settles; null for the patient's credit.</summary>
    public required OpenItemKind? Kind { get; init; }

    /// <summary>The invoice or payment it settles; the patient for a credit.</summary>
    public required Guid ItemId { get; init; }

    /// <summary>The payment it was recorded as; null where a payment was there before.</summary>
    public required Guid? PaymentId { get; init; }

    /// <summary>Minor units, more than zero.</summary>
    public required long AmountMinor { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SettlementPart>
    {
        private const int KindLength = 20;

        public void Configure(EntityTypeBuilder<SettlementPart> builder)
        {
            builder.ToTable("SettlementParts", table => table.HasCheckConstraint("CK_SettlementParts_Amount", "AmountMinor > 0"));
            builder.HasKey(e => e.Id);
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.Kind).HasConversion<string>().HasMaxLength(KindLength);
            builder.HasIndex(e => e.ItemId);
            builder.HasOne<Settlement>().WithMany(e => e.Parts).HasForeignKey(e => e.SettlementId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Invoices.Payment>().WithMany().HasForeignKey(e => e.PaymentId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>Which patient a sender pays for, learnt from what was settled without doubt or by a person.</summary>
internal sealed class KnownPayer
{
    public required Guid SiteId { get; init; }

    /// <summary>Hash of the sender, as on <see cref="StatementLine.PayerKey"/>.</summary>
    public required string PayerKey { get; init; }

    public required Guid PatientId { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<KnownPayer>
    {
        private const int HashLength = 64;

        public void Configure(EntityTypeBuilder<KnownPayer> builder)
        {
            builder.ToTable("KnownPayers");
            builder.HasKey(e => new { e.SiteId, e.PayerKey });
            builder.Property(e => e.PayerKey).HasMaxLength(HashLength);
        }
    }
}
