namespace Clinic.Billing.Domain.Fees;

/// <summary>Why a session that was booked did not take place and may cost a fee.</summary>
public enum MissedSessionKind
{
    /// <summary>The patient did not come.</summary>
    NoShow,

    /// <summary>It was cancelled inside the site's late-cancellation window.</summary>
    LateCancel,
}
