using Clinic.Messaging;
using Clinic.Scheduling.Domain.Calendars;
using Clinic.Scheduling.Domain.Consents;
using Clinic.Scheduling.Domain.Holds;
using Clinic.Scheduling.Domain.Patients;
using Clinic.Scheduling.Domain.Protocols;
using Clinic.Scheduling.Domain.Repair;
using Clinic.Scheduling.Domain.Sessions;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Staffing;
using Clinic.Scheduling.Domain.Waitlist;
using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Scheduling.Persistence;

/// <summary>The scheduling service's database.</summary>
/// <param name="options">Options of the derived context.</param>
public abstract class SchedulingDbContext(DbContextOptions options) : ClinicDbContext(options)
{
    private const int EnumLength = 30;

    /// <summary>Clinic locations.</summary>
    public DbSet<Site> Sites => Set<Site>();

    /// <summary>Chairs.</summary>
    public DbSet<Chair> Chairs => Set<Chair>();

    /// <summary>When chairs are out of service.</summary>
    public DbSet<ChairClosure> ChairClosures => Set<ChairClosure>();

    /// <summary>Staff.</summary>
    public DbSet<StaffMember> Staff => Set<StaffMember>();

    /// <summary>Shifts.</summary>
    public DbSet<Shift> Shifts => Set<Shift>();

    /// <summary>Shifts that come again on the same weekdays.</summary>
    public DbSet<ShiftTemplate> ShiftTemplates => Set<ShiftTemplate>();

    /// <summary>Which template became which shift on which date.</summary>
    public DbSet<RosteredShift> RosteredShifts => Set<RosteredShift>();

    /// <summary>Protocol versions.</summary>
    public DbSet<Protocol> Protocols => Set<Protocol>();

    /// <summary>Consent form versions.</summary>
    public DbSet<ConsentForm> ConsentForms => Set<ConsentForm>();

    /// <summary>Patients.</summary>
    public DbSet<Patient> Patients => Set<Patient>();

    /// <summary>Booked series.</summary>
    public DbSet<Series> Series => Set<Series>();

    /// <summary>Sessions of the series.</summary>
    public DbSet<InfusionSession> Sessions => Set<InfusionSession>();

    /// <summary>Claims on slots. Written by <see cref="SlotClaims"/> only, never through the change tracker.</summary>
    public DbSet<SlotClaim> Claims => Set<SlotClaim>();

    /// <summary>Plans that are kept for some minutes.</summary>
    public DbSet<Hold> Holds => Set<Hold>();

    /// <summary>Consents.</summary>
    public DbSet<Consent> Consents => Set<Consent>();

    /// <summary>Secret links to calendars.</summary>
    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();

    /// <summary>Proposed repairs.</summary>
    public DbSet<RepairProposal> RepairProposals => Set<RepairProposal>();

    /// <summary>Who waits for a place.</summary>
    public DbSet<WaitlistEntry> WaitlistEntries => Set<WaitlistEntry>();

    /// <summary>Places offered to those who wait.</summary>
    public DbSet<WaitlistOffer> WaitlistOffers => Set<WaitlistOffer>();

    /// <summary>Marks of what became free. Written by <see cref="Persistence.FreedPlaces"/> only.</summary>
    public DbSet<FreedPlace> FreedPlaces => Set<FreedPlace>();

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        // Words, not numbers: a column stays readable and an enum can grow in the middle.
        configurationBuilder.Properties<ShiftState>().HaveConversion<string>().HaveMaxLength(EnumLength);
        configurationBuilder.Properties<StaffRole>().HaveConversion<string>().HaveMaxLength(EnumLength);
        configurationBuilder.Properties<StaffingRequirementKind>().HaveConversion<string>().HaveMaxLength(EnumLength);
        configurationBuilder.Properties<SeriesState>().HaveConversion<string>().HaveMaxLength(EnumLength);
        configurationBuilder.Properties<SessionState>().HaveConversion<string>().HaveMaxLength(EnumLength);
        configurationBuilder.Properties<CoverNeed>().HaveConversion<string>().HaveMaxLength(EnumLength);
        configurationBuilder.Properties<CancelReason>().HaveConversion<string>().HaveMaxLength(EnumLength);
        configurationBuilder.Properties<HoldState>().HaveConversion<string>().HaveMaxLength(EnumLength);
        configurationBuilder.Properties<RepairKind>().HaveConversion<string>().HaveMaxLength(EnumLength);
        configurationBuilder.Properties<ConsentState>().HaveConversion<string>().HaveMaxLength(EnumLength);
        configurationBuilder.Properties<WaitlistState>().HaveConversion<string>().HaveMaxLength(EnumLength);
        configurationBuilder.Properties<OfferState>().HaveConversion<string>().HaveMaxLength(EnumLength);
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.AddMessaging();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SchedulingDbContext).Assembly);
    }
}
