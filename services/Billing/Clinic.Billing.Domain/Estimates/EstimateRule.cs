using Clinic.Billing.Domain.Charges;
using Clinic.Billing.Domain.Fees;
using NodaTime;

namespace Clinic.Billing.Domain.Estimates;

/// <summary>A session as it is planned.</summary>
/// <param name="StartsAt">Planned start, UTC.</param>
/// <param name="InfusionMinutes">Planned minutes of the infusion itself.</param>
/// <param name="ServiceOn">Date of service in the site's zone.</param>
public sealed record ExpectedSession(Instant StartsAt, int InfusionMinutes, LocalDate ServiceOn);

/// <summary>A line of an estimate.</summary>
/// <param name="ServiceOn">Date of service in the site's zone.</param>
/// <param name="Charge">What is expected to be charged.</param>
public sealed record EstimateLine(LocalDate ServiceOn, ChargeLine Charge);

/// <summary>Expects what a plan will cost, by the same rule that will charge it.</summary>
public static class EstimateRule
{
    /// <summary>
    /// The expected charges of a series, or the reason why one of its sessions has no price. The dose is not known when a series
    /// is booked (it goes by weight), so the drug is expected at <paramref name="expectedMilligrams"/>.
    /// </summary>
    /// <param name="protocolCode">The protocol.</param>
    /// <param name="sessions">The sessions, in order.</param>
    /// <param name="expectedMilligrams">Milligrams expected per session.</param>
    /// <param name="schedule">The fee schedule that is valid on a date of service; null when there is none.</param>
    public static (IReadOnlyList<EstimateLine> Lines, UnbilledReason? Missing) Expect(
        string protocolCode,
        IEnumerable<ExpectedSession> sessions,
        decimal expectedMilligrams,
        Func<LocalDate, IReadOnlyCollection<FeeLine>?> schedule)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(schedule);
        var lines = new List<EstimateLine>();
        foreach (var session in sessions)
        {
            if (schedule(session.ServiceOn) is not { } valid)
            {
                return ([], UnbilledReason.NoFeeSchedule);
            }

            var stop = session.StartsAt + Duration.FromMinutes(session.InfusionMinutes);
            switch (ChargeRule.Price(new InfusionFacts(protocolCode, session.StartsAt, stop, expectedMilligrams), valid))
            {
                case Priced priced:
                    lines.AddRange(priced.Lines.Select(charge => new EstimateLine(session.ServiceOn, charge)));
                    break;
                case Unpriced unpriced:
                    return ([], unpriced.Reason);
            }
        }

        return (lines, null);
    }
}
