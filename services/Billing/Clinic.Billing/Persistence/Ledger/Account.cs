using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Billing.Persistence.Ledger;

/// <summary>An account of a site's ledger: one of the chart, or one patient's of those kept per patient.</summary>
internal sealed class Account
{
    /// <summary>The <see cref="PatientId"/> of accounts that belong to the site: a null would not be unique in every database.</summary>
    public static readonly Guid NoPatient = Guid.Empty;

    public required Guid Id { get; init; }

    public required Guid SiteId { get; init; }

    /// <summary>Code in the chart of accounts.</summary>
    public required string Code { get; init; }

    public required Guid PatientId { get; init; }

    public required string Currency { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Account>
    {
        private const int CodeLength = 10;

        public void Configure(EntityTypeBuilder<Account> builder)
        {
            builder.ToTable("Accounts");
            builder.HasKey(e => e.Id);
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.Property(e => e.Code).HasMaxLength(CodeLength);
            builder.Property(e => e.Currency).HasMaxLength(SiteLedger.Mapping.CurrencyLength);
            builder.HasIndex(e => new { e.SiteId, e.Code, e.PatientId }).IsUnique();
            builder.HasIndex(e => e.PatientId);
            // What a posting refers to: it can then name only accounts of its own site and currency.
            builder.HasAlternateKey(e => new { e.Id, e.SiteId, e.Currency });
            builder.HasOne<SiteLedger>().WithMany().HasForeignKey(e => e.SiteId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
