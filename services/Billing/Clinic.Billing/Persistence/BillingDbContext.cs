using Clinic.Billing.Persistence.Estimates;
using Clinic.Billing.Persistence.Fees;
using Clinic.Billing.Persistence.Invoices;
using Clinic.Billing.Persistence.Ledger;
using Clinic.Billing.Persistence.Patients;
using Clinic.Billing.Persistence.Reconciliation;
using Clinic.Billing.Persistence.Sessions;
using Clinic.Messaging;
using Clinic.ServiceDefaults.Database;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Billing.Persistence;

/// <summary>Billing's database.</summary>
/// <param name="options">Options of the derived context.</param>
internal abstract class BillingDbContext(DbContextOptions options) : ClinicDbContext(options)
{
    public DbSet<SiteLedger> SiteLedgers => Set<SiteLedger>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<JournalEntry> JournalEntries => Set<JournalEntry>();

    public DbSet<Posting> Postings => Set<Posting>();

    public DbSet<Invoice> Invoices => Set<Invoice>();

    public DbSet<InvoiceLine> InvoiceLines => Set<InvoiceLine>();

    public DbSet<CreditNote> CreditNotes => Set<CreditNote>();

    public DbSet<Payment> Payments => Set<Payment>();

    public DbSet<Refund> Refunds => Set<Refund>();

    public DbSet<BillingPolicy> Policies => Set<BillingPolicy>();

    public DbSet<FeeSchedule> FeeSchedules => Set<FeeSchedule>();

    public DbSet<TreatedSession> TreatedSessions => Set<TreatedSession>();

    public DbSet<SessionFee> SessionFees => Set<SessionFee>();

    public DbSet<BookedSeries> BookedSeries => Set<BookedSeries>();

    public DbSet<GoodFaithEstimate> Estimates => Set<GoodFaithEstimate>();

    public DbSet<PatientName> PatientNames => Set<PatientName>();

    public DbSet<BankFormat> BankFormats => Set<BankFormat>();

    public DbSet<StatementImport> StatementImports => Set<StatementImport>();

    public DbSet<StatementLine> StatementLines => Set<StatementLine>();

    public DbSet<Settlement> Settlements => Set<Settlement>();

    public DbSet<SettlementPart> SettlementParts => Set<SettlementPart>();

    public DbSet<KnownPayer> KnownPayers => Set<KnownPayer>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.AddMessaging();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(BillingDbContext).Assembly);
    }
}
