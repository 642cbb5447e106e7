using Clinic.Scheduling.Domain.Protocols;
using Clinic.Scheduling.Domain.Sites;
using NodaTime;

namespace Clinic.Scheduling.Domain.Sessions;

/// <summary>
/// A booster follows a finished series of the same patient: patients are evaluated again before one, which nobody can do while infusions
/// are still to come. A finished series never changes again, so what is checked at booking stays true.
/// </summary>
public static class BoosterRule
{
    private const string Field = "followsSeriesId";

    /// <summary>Why a series under a protocol may not follow another, or null when it may.</summary>
    /// <param name="followed">The series to follow.</param>
    /// <param name="patientId">Whose booster it is.</param>
    /// <param name="booster">The booster's protocol.</param>
    public static RuleBreach? Check(Series followed, Guid patientId, Protocol booster)
    {
        ArgumentNullException.ThrowIfNull(followed);
        ArgumentNullException.ThrowIfNull(booster);
        if (followed.PatientId != patientId)
        {
            return new RuleBreach("series-of-another-patient", "A series follows one of the same patient.", Field);
        }

        if (booster.BoosterAfterDays is null)
        {
            return new RuleBreach("not-a-booster", "The protocol begins a treatment; only a booster's protocol follows a series.", "protocolId");
        }

        return followed.State switch
        {
            SeriesState.Completed => null,
            SeriesState.Cancelled => new RuleBreach("series-cancelled", "No infusion of that series was given; there is nothing to follow.", Field),
            _ => new RuleBreach("series-not-finished", "Infusions of that series are still to come; a booster follows a finished one.", Field),
        };
    }

    /// <summary>The first date on which a booster may begin.</summary>
    /// <param name="followed">The finished series, with its sessions.</param>
    /// <param name="site">The site of that series, whose dates count.</param>
    /// <param name="booster">The booster's protocol.</param>
    public static LocalDate EarliestDate(Series followed, Site site, Protocol booster)
    {
        ArgumentNullException.ThrowIfNull(followed);
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(booster);
        var last = followed.Sessions.Where(s => s.State == SessionState.Completed).Max(s => s.StartsAt);
        return site.DateOf(last).PlusDays(booster.BoosterAfterDays ?? 0);
    }
}
