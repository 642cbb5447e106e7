using Microsoft.EntityFrameworkCore;

namespace Clinic.ServiceDefaults.Database;

/// <summary>Is told after each committed write, for example to wake the outbox dispatcher. Must return at once and not throw.</summary>
/// <typeparam name="TContext">The service's context.</typeparam>
public interface ICommitListener<in TContext>
    where TContext : DbContext
{
    /// <summary>A transaction of <paramref name="context"/> has committed.</summary>
    /// <param name="context">The context that wrote.</param>
    void Committed(TContext context);
}
