using Clinic.Billing.Persistence.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Clinic.Billing.Persistence.Reconciliation;

/// <summary>A bank statement as it was uploaded. A file is imported once; its bytes stay, encrypted, since they name payers.</summary>
internal sealed class StatementImport
{
    /// <summary>Purpose under which the file is encrypted.</summary>
    public const string Purpose = "Clinic.Billing.StatementFile.v1";

    public required Guid Id { get; init; }

    public required Guid SiteId { get; init; }

    public required Guid BankFormatId { get; init; }

    /// <summary>SHA-256 of the file's bytes, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file's bytes, encrypted.</summary>
    public required byte[] ProtectedContent { get; init; }

    /// <summary>Lines that an earlier statement had too; they are not kept again.</summary>
    public required int KnownLines { get; init; }

    /// <summary>When it was imported, UTC.</summary>
    public required Instant ImportedAt { get; init; }

    /// <summary>When what is certain of it was posted, UTC; null while it is a preview.</summary>
    public Instant? PostedAt { get; set; }

    public List<StatementLine> Lines { get; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<StatementImport>
    {
        private const int HashLength = 64;

        public void Configure(EntityTypeBuilder<StatementImport> builder)
        {
            builder.ToTable("StatementImports");
            builder.HasKey(e => e.Id);
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.Sha256).HasMaxLength(HashLength);
            builder.HasIndex(e => new { e.SiteId, e.Sha256 }).IsUnique();
            builder.HasOne<SiteLedger>().WithMany().HasForeignKey(e => e.SiteId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<BankFormat>().WithMany().HasForeignKey(e => e.BankFormatId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
