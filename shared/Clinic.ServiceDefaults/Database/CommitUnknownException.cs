namespace Clinic.ServiceDefaults.Database;

/// <summary>
/// The database went away during a commit: the transaction may have happened. Whoever repeats it needs an idempotency key
/// or the inbox to tell.
/// </summary>
/// <param name="innerException">What the provider threw.</param>
public sealed class CommitUnknownException(Exception innerException)
    : Exception("The database went away during a commit; its outcome is unknown.", innerException);
