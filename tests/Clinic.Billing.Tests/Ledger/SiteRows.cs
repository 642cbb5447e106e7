using Clinic.Billing.Domain.Fees;
using Clinic.Billing.Features.Shared;
using Clinic.Billing.Persistence;
using Clinic.Billing.Persistence.Fees;
using Clinic.Billing.Persistence.Ledger;
using Clinic.Billing.Tests.Rig;
using NodaTime;

namespace Clinic.Billing.Tests.Ledger;

/// <summary>The rows of a site that bills every session at one flat price.</summary>
internal static class SiteRows
{
    public const long PriceMinor = 45_000;

    public static void Open(BillingDbContext db, Guid site)
    {
        db.Add(new SiteLedger
        {
            SiteId = site,
            Currency = BillingHost.Currency,
            NumberPrefix = "SIM",
            NextInvoiceNumber = 1,
            NextCreditNoteNumber = 1,
            NextReceiptNumber = 1,
            NextEntryNumber = 1,
            Writes = 0,
        });
        db.Add(new BillingPolicy
        {
            SiteId = site,
            TimeZoneId = Samples.Zone.Id,
            PaymentTermsDays = 30,
            NoShowFeeMinor = null,
            LateCancelFeeMinor = null,
            Version = 1,
        });
    }

    public static void AddPrices(BillingDbContext db, Guid site)
    {
        var schedule = new FeeSchedule
        {
            Id = Samples.Id(),
            SiteId = site,
            Payer = PriceList.SelfPay,
            ValidFrom = new LocalDate(2020, 1, 1),
            ValidUntil = null,
            AddedAt = Instant.FromUtc(2020, 1, 1, 0, 0),
            Version = 1,
        };
        schedule.Lines.Add(new FeeScheduleLine
        {
            Id = Samples.Id(),
            FeeScheduleId = schedule.Id,
            Position = 1,
            ProtocolCode = null,
            Code = "FLAT",
            Label = "Infusion",
            PriceMinor = PriceMinor,
            UnitRule = UnitRule.Session,
            MilligramsPerUnit = null,
        });
        db.Add(schedule);
    }
}
