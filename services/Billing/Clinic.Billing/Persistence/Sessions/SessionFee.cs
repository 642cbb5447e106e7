using Clinic.Billing.Domain.Fees;
using Clinic.Billing.Persistence.Invoices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Clinic.Billing.Persistence.Sessions;

/// <summary>A fee for a session that did not take place. The session is the key: it costs one fee at most.</summary>
internal sealed class SessionFee
{
    public required Guid SessionId { get; init; }

    public required Guid PatientId { get; init; }

    public required Guid SiteId { get; init; }

    public required MissedSessionKind Kind { get; init; }

    /// <summary>Date on which the session should have been, in the site's zone.</summary>
    public required LocalDate SessionOn { get; init; }

    public required Guid InvoiceId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SessionFee>
    {
        private const int KindLength = 20;

        public void Configure(EntityTypeBuilder<SessionFee> builder)
        {
            builder.ToTable("SessionFees");
            builder.HasKey(e => e.SessionId);
            builder.Property(e => e.SessionId).ValueGeneratedNever();
            builder.Property(e => e.Kind).HasConversion<string>().HasMaxLength(KindLength);
            builder.HasOne<Invoice>().WithMany().HasForeignKey(e => e.InvoiceId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
