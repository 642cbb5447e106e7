using Clinic.Scheduling.Domain.Repair;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Scheduling.Persistence.Configurations;

internal sealed class RepairProposalConfiguration : IEntityTypeConfiguration<RepairProposal>
{
    public void Configure(EntityTypeBuilder<RepairProposal> builder)
    {
        builder.ToTable("RepairProposals");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.HasOne<Site>().WithMany().HasForeignKey(p => p.SiteId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(p => p.Items).WithOne().HasForeignKey(i => i.ProposalId);
    }
}

internal sealed class RepairItemConfiguration : IEntityTypeConfiguration<RepairItem>
{
    /// <summary>Longest reason; a longer one is cut.</summary>
    public const int MaxReason = 1000;

    public void Configure(EntityTypeBuilder<RepairItem> builder)
    {
        builder.ToTable("RepairItems");
        builder.HasKey(i => new { i.ProposalId, i.SessionId });
        builder.Property(i => i.Reason).HasMaxLength(MaxReason);
        builder.Property(i => i.AppliedAt).IsConcurrencyToken();
        builder.HasOne<InfusionSession>().WithMany().HasForeignKey(i => i.SessionId).OnDelete(DeleteBehavior.Restrict);
    }
}
