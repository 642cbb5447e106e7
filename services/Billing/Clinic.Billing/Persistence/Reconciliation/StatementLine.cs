using Clinic.Billing.Domain.Reconciliation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Clinic.Billing.Persistence.Reconciliation;

/// <summary>What became of a line of a statement.</summary>
internal enum LineState
{
    /// <summary>Its import is a preview.</summary>
    Previewed,

    /// <summary>It settles something.</summary>
    Settled,

    /// <summary>It waits for a person.</summary>
    Queued,

    /// <summary>It isn't a patient's money: outgoing, or a person said so.</summary>
    Dismissed,
}

/// <summary>What a statement says of who sent money and why; rests encrypted.</summary>
internal sealed record StatementText(string Reference, string Text, string Payer)
{
    /// <summary>Purpose under which it is encrypted.</summary>
    public const string Purpose = "Clinic.Billing.StatementText.v1";
}

/// <summary>A line of a bank statement.</summary>
internal sealed class StatementLine
{
    public required Guid Id { get; init; }

    public required Guid ImportId { get; init; }

    public required Guid SiteId { get; init; }

    /// <summary>Line of the file, from 1.</summary>
    public required int LineNumber { get; init; }

    /// <summary>Booking date.</summary>
    public required LocalDate On { get; init; }

    /// <summary>Minor units; what arrived is positive.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>A <see cref="StatementText"/>, encrypted.</summary>
    public required string ProtectedText { get; init; }

    /// <summary>Hash of who sent it; null when the statement doesn't say.</summary>
    public required string? PayerKey { get; init; }

    /// <summary>True for what the clinic itself paid in.</summary>
    public required bool IsDeskDeposit { get; init; }

    /// <summary>
    /// Hash of all that the statement says, with its place among equal lines: two payments of one day and amount are two lines, and a
    /// line that comes again in an overlapping statement is the same.
    /// </summary>
    public required string Fingerprint { get; init; }

    public required LineState State { get; set; }

    public MatchRule Rule { get; set; }

    /// <summary>The settlement that holds; null while there is none.</summary>
    public Guid? SettlementId { get; set; }

    /// <summary>Why a person dismissed it.</summary>
    public string? DismissReason { get; set; }

    public required int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<StatementLine>
    {
        public const int ReasonLength = 200;
        private const int HashLength = 64;
        private const int TextLength = 4000;
        private const int EnumLength = 40;

        public void Configure(EntityTypeBuilder<StatementLine> builder)
        {
            builder.ToTable("StatementLines", table => table.HasCheckConstraint(
                "CK_StatementLines_Settled",
                "(State = 'Settled' AND SettlementId IS NOT NULL) OR (State <> 'Settled' AND SettlementId IS NULL)"));
            builder.HasKey(e => e.Id);
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.ProtectedText).HasMaxLength(TextLength);
            builder.Property(e => e.PayerKey).HasMaxLength(HashLength);
            builder.Property(e => e.Fingerprint).HasMaxLength(HashLength);
            builder.Property(e => e.State).HasConversion<string>().HasMaxLength(EnumLength);
            builder.Property(e => e.Rule).HasConversion<string>().HasMaxLength(EnumLength);
            builder.Property(e => e.DismissReason).HasMaxLength(ReasonLength);
            builder.Property(e => e.Version).IsConcurrencyToken();
            builder.HasIndex(e => new { e.SiteId, e.Fingerprint }).IsUnique();
            builder.HasIndex(e => new { e.ImportId, e.LineNumber }).IsUnique();
            builder.HasIndex(e => new { e.SiteId, e.State, e.On });
            builder.HasOne<StatementImport>().WithMany(e => e.Lines).HasForeignKey(e => e.ImportId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
