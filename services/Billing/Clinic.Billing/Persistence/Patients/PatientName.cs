using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Billing.Persistence.Patients;

/// <summary>The name that stands on a patient's documents: all that billing keeps of the contact details.</summary>
internal sealed class PatientName
{
    /// <summary>Purpose under which the name is encrypted.</summary>
    public const string Purpose = "Clinic.Billing.PatientName.v1";

    public required Guid PatientId { get; init; }

    /// <summary>Version of the contact details it was taken from; the newest wins.</summary>
    public required int Version { get; set; }

    /// <summary>The name, encrypted.</summary>
    public required string ProtectedName { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<PatientName>
    {
        private const int ProtectedLength = 2000;

        public void Configure(EntityTypeBuilder<PatientName> builder)
        {
            builder.ToTable("PatientNames");
            builder.HasKey(e => e.PatientId);
            builder.Property(e => e.PatientId).ValueGeneratedNever();
            builder.Property(e => e.ProtectedName).HasMaxLength(ProtectedLength);
            builder.Property(e => e.Version).IsConcurrencyToken();
        }
    }
}
