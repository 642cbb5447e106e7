using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Clinic.ServiceDefaults.Database;

/// <summary>Makes the contexts that transactions write with.</summary>
/// <typeparam name="TContext">The service's context.</typeparam>
public interface IWriteContexts<TContext>
    where TContext : DbContext
{
    /// <summary>A fresh context; whoever makes one has the turn of the <see cref="WriteGate{TContext}"/>, and disposes it before passing the turn on.</summary>
    TContext Create();
}

/// <summary>The same as for reading: each with a connection of its own.</summary>
internal sealed class OwnConnections<TContext>(IDbContextFactory<TContext> contexts) : IWriteContexts<TContext>
    where TContext : DbContext
{
    public TContext Create() => contexts.CreateDbContext();
}

/// <summary>For SQLite, with the one writer's connection.</summary>
internal sealed class OneConnection<TContext, TDerived> : IWriteContexts<TContext>, IDisposable
    where TContext : DbContext
    where TDerived : TContext
{
    private readonly WriterConnection _writer;
    private readonly PooledDbContextFactory<TDerived> _contexts;

    public OneConnection(IServiceProvider services, string connectionString)
    {
        _writer = new WriterConnection(connectionString);
        var options = new DbContextOptionsBuilder<TDerived>().UseApplicationServiceProvider(services).UseSqlite(_writer.Connection);
        _contexts = new PooledDbContextFactory<TDerived>(((DbContextOptionsBuilder<TDerived>)options).Options);
    }

    public TContext Create()
    {
        _writer.Ready();
        return _contexts.CreateDbContext();
    }

    public void Dispose() => _writer.Dispose();
}
