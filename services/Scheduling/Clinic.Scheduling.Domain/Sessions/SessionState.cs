namespace Clinic.Scheduling.Domain.Sessions;

/// <summary>Where a session stands.</summary>
public enum SessionState
{
    /// <summary>To come.</summary>
    Booked,

    /// <summary>The patient is here.</summary>
    CheckedIn,

    /// <summary>The infusion runs.</summary>
    InProgress,

    /// <summary>The infusion was given.</summary>
    Completed,

    /// <summary>The patient did not come.</summary>
    Missed,

    /// <summary>Cancelled; its slots are free again.</summary>
    Cancelled,
}

/// <summary>Why a session was cancelled; also the reason code of the events, in kebab case.</summary>
public enum CancelReason
{
    /// <summary>The patient asked.</summary>
    PatientRequest,

    /// <summary>The clinic asked; never late.</summary>
    ClinicRequest,

    /// <summary>The patient withdrew the consent.</summary>
    ConsentWithdrawn,

    /// <summary>The consent was not signed by the deadline.</summary>
    ConsentMissing,
}

/// <summary>What a booked session lacks since the roster, its chair or its day changed.</summary>
public enum CoverNeed
{
    /// <summary>It is covered.</summary>
    None,

    /// <summary>Its monitor is no longer on shift for the whole stay, or lacks a credential before its end.</summary>
    Monitor,

    /// <summary>The site's own staffing rule no longer holds during the stay.</summary>
    SiteRule,

    /// <summary>Its chair is out of service during the stay or the turnover.</summary>
    Chair,

    /// <summary>The site is closed on its date, or not open for the whole stay.</summary>
    SiteClosed,
}

/// <summary>Compares needs.</summary>
public static class CoverNeeds
{
    private static readonly CoverNeed[] ByChange = [CoverNeed.None, CoverNeed.SiteRule, CoverNeed.Monitor, CoverNeed.Chair, CoverNeed.SiteClosed];

    /// <summary>Whether a need asks for a greater change than another; a session is flagged for the greatest it has.</summary>
    /// <param name="need">The need.</param>
    /// <param name="other">The other.</param>
    public static bool IsGreaterThan(this CoverNeed need, CoverNeed other) => Array.IndexOf(ByChange, need) > Array.IndexOf(ByChange, other);
}

/// <summary>Side effects that are asked for after every infusion.</summary>
public enum SideEffect
{
    /// <summary>Dizziness.</summary>
    Dizziness,

    /// <summary>Nausea or vomiting.</summary>
    Nausea,

    /// <summary>Headache.</summary>
    Headache,

    /// <summary>Blood pressure changed more than expected.</summary>
    BloodPressureChange,

    /// <summary>Detachment, visual or auditory hallucination.</summary>
    Dissociation,

    /// <summary>Anything else; it is described in the chart.</summary>
    Other,
}
