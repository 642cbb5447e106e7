using Clinic.Billing.Persistence.Ledger;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Billing.Persistence.Fees;

/// <summary>How a site bills. A site without one is not billed for; what happens there waits.</summary>
internal sealed class BillingPolicy : IVersioned
{
    public required Guid SiteId { get; init; }

    /// <summary>IANA zone of the site; dates on its documents are counted in it.</summary>
    public required string TimeZoneId { get; set; }

    /// <summary>Days from issue until an invoice is due; 0 means the same day.</summary>
    public required int PaymentTermsDays { get; set; }

    /// <summary>Fee for not coming, in minor units; null for none.</summary>
    public required long? NoShowFeeMinor { get; set; }

    /// <summary>Fee for cancelling late, in minor units; null for none.</summary>
    public required long? LateCancelFeeMinor { get; set; }

    public required int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<BillingPolicy>
    {
        public const int TimeZoneLength = 64;

        public void Configure(EntityTypeBuilder<BillingPolicy> builder)
        {
            builder.ToTable("BillingPolicies", table =>
            {
                table.HasCheckConstraint("CK_BillingPolicies_NoShowFee", "NoShowFeeMinor > 0");
                table.HasCheckConstraint("CK_BillingPolicies_LateCancelFee", "LateCancelFeeMinor > 0");
            });
            builder.HasKey(e => e.SiteId);
            builder.Property(e => e.SiteId).ValueGeneratedNever();
            builder.Property(e => e.TimeZoneId).HasMaxLength(TimeZoneLength);
            builder.Property(e => e.Version).IsConcurrencyToken();
            builder.HasOne<SiteLedger>().WithOne().HasForeignKey<BillingPolicy>(e => e.SiteId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
