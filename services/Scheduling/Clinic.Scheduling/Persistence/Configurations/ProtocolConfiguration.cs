using Clinic.Scheduling.Domain.Consents;
using Clinic.Scheduling.Domain.Patients;
using Clinic.Scheduling.Domain.Protocols;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Clinic.Scheduling.Persistence.Configurations;

internal sealed class ProtocolConfiguration : IEntityTypeConfiguration<Protocol>
{
    public void Configure(EntityTypeBuilder<Protocol> builder)
    {
        builder.ToTable("Protocols", t =>
        {
            t.HasCheckConstraint("CK_Protocols_Gaps", "MinGapDays >= 1 AND MaxGapDays >= MinGapDays");
            t.HasCheckConstraint("CK_Protocols_BoosterAfterDays", "BoosterAfterDays >= 1");
            t.HasCheckConstraint("CK_Protocols_Infusions", "Infusions >= 1 AND InfusionMinutes >= 1");
        });
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Code).HasMaxLength(50);
        builder.Property(p => p.Name).HasMaxLength(200);
        builder.Property(p => p.DrugCode).HasMaxLength(50);
        builder.Property(p => p.Route).HasMaxLength(50);
        builder.Property(p => p.ConsentFormCode).HasMaxLength(50);
        builder.Property(p => p.MonitorRoles).IsCodeList();
        builder.Property(p => p.MonitorCredentials).IsCodeList();
        builder.Property(p => p.IndicationPrefixes).IsCodeList();
        builder.Ignore(p => p.Phases);
        builder.HasIndex(p => new { p.Code, p.Version }).IsUnique();
    }
}

internal sealed class ConsentFormConfiguration : IEntityTypeConfiguration<ConsentForm>
{
    public void Configure(EntityTypeBuilder<ConsentForm> builder)
    {
        builder.ToTable("ConsentForms");
        builder.HasKey(f => f.Id);
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Code).HasMaxLength(50);
        builder.Property(f => f.Language).HasMaxLength(35);
        builder.Property(f => f.Text).HasMaxLength(-1);
        builder.Property(f => f.TextSha256).HasMaxLength(64);
        builder.HasIndex(f => new { f.Code, f.Language, f.Version }).IsUnique();
    }
}

internal sealed class PatientConfiguration : IEntityTypeConfiguration<Patient>
{
    public void Configure(EntityTypeBuilder<Patient> builder)
    {
        builder.ToTable("Patients");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.FullName).HasMaxLength(200);
        builder.Property(p => p.GivenName).HasMaxLength(200);
        builder.Property(p => p.Phone).HasMaxLength(20);
        builder.Property(p => p.Email).HasMaxLength(254);
        builder.Property(p => p.TimeZoneId).HasMaxLength(64);
        builder.Property(p => p.Language).HasMaxLength(35);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasIndex(p => new { p.FullName, p.Id });
        builder.HasIndex(p => p.Phone);
    }
}
