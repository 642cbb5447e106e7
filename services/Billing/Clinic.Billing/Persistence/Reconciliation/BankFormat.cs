using Clinic.Billing.Persistence.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Clinic.Billing.Persistence.Reconciliation;

/// <summary>How a bank's statements are laid out: which column means what. Never changed; another layout is another format.</summary>
internal sealed class BankFormat
{
    public required Guid Id { get; init; }

    public required Guid SiteId { get; init; }

    public required string Name { get; init; }

    /// <summary>Between the columns: comma, semicolon or tab.</summary>
    public required string Separator { get; init; }

    public required string DateColumn { get; init; }

    /// <summary>For example <c>MM/dd/uuuu</c>, by NodaTime's letters.</summary>
    public required string DateFormat { get; init; }

    /// <summary>Signed: what arrives is positive.</summary>
    public required string AmountColumn { get; init; }

    public required string? ReferenceColumn { get; init; }

    public required string TextColumn { get; init; }

    /// <summary>Who sent the money.</summary>
    public required string? PayerColumn { get; init; }

    /// <summary>A word in the text of what the clinic itself pays in: cash and checks.</summary>
    public required string? DepositWord { get; init; }

    public required Instant AddedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<BankFormat>
    {
        public const int NameLength = 60;

        public void Configure(EntityTypeBuilder<BankFormat> builder)
        {
            builder.ToTable("BankFormats");
            builder.HasKey(e => e.Id);
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.Separator).HasMaxLength(1);
            foreach (var name in new[] { nameof(Name), nameof(DateColumn), nameof(DateFormat), nameof(AmountColumn), nameof(ReferenceColumn), nameof(TextColumn), nameof(PayerColumn), nameof(DepositWord) })
            {
                builder.Property<string?>(name).HasMaxLength(NameLength);
            }

            builder.HasIndex(e => new { e.SiteId, e.Name }).IsUnique();
            builder.HasOne<SiteLedger>().WithMany().HasForeignKey(e => e.SiteId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
