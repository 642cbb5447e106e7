using Clinic.Billing.Features.ChargeInfusion;
using Clinic.Billing.Persistence;
using Clinic.Billing.Tests.Rig;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Clinic.Billing.Tests.Ledger;

internal enum StepKind
{
    Complete,
    AddPrices,
    PayInvoice,
    PayOnAccount,
    ApplyCredit,
    Void,
    Refund,
}

internal sealed record Step(StepKind Kind, int Session, long Minor);

/// <summary>Plays steps on a site of its own against a model that counts for itself, and takes everything back in the end.</summary>
internal sealed partial class BookSimulation
{
    private readonly IServiceProvider _services;
    private readonly BillingDbContext _db;
    private readonly BillingHost _host;
    private readonly Guid _site = Samples.Id();
    private readonly Guid _patient = Samples.Id();
    private readonly Guid[] _sessions = [Samples.Id(), Samples.Id(), Samples.Id()];
    private readonly Dictionary<int, long> _open = [];
    private readonly HashSet<int> _completed = [];
    private readonly HashSet<int> _void = [];
    private bool _hasPrices;
    private long _credit;
    private long _received;

    private BookSimulation(BillingHost host, IServiceProvider services, BillingDbContext db) => (_host, _services, _db) = (host, services, db);

    public static async Task RunAsync(BillingHost host, Step[] steps)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var transactor = host.Services.GetRequiredService<Transactor<BillingDbContext>>();
        var undone = await transactor.TryWriteAsync<bool>(
            async (db, _) =>
            {
                await new BookSimulation(host, scope.ServiceProvider, db).PlayAsync(steps);
                return Refusal.Conflict("undo", "The case is taken back.");
            },
            CancellationToken.None);
        Assert.Equal("undo", undone.Refusal?.Code);
    }

    private async Task PlayAsync(Step[] steps)
    {
        SiteRows.Open(_db, _site);
        await SaveAsync();
        foreach (var step in steps)
        {
            await PlayAsync(step);
            await SaveAsync();
        }

        await CheckAsync();
    }

    private Task PlayAsync(Step step) => step.Kind switch
    {
        StepKind.Complete => CompleteAsync(step),
        StepKind.AddPrices => AddPricesAsync(),
        StepKind.PayInvoice => PayAsync(step),
        StepKind.PayOnAccount => PayOnAccountAsync(step),
        StepKind.ApplyCredit => ApplyAsync(step),
        StepKind.Void => VoidAsync(step),
        StepKind.Refund => RefundAsync(step),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private async Task CompleteAsync(Step step)
    {
        await _services.GetRequiredService<InfusionCompletedConsumer>()
            .ConsumeAsync(Samples.Completed(_site, _patient, _sessions[step.Session]), _db, default);
        if (_completed.Add(step.Session) && _hasPrices)
        {
            _open[step.Session] = SiteRows.PriceMinor;
        }
    }

    private async Task AddPricesAsync()
    {
        if (_hasPrices)
        {
            return;
        }

        SiteRows.AddPrices(_db, _site);
        await SaveAsync();
        await _services.GetRequiredService<InfusionBiller>().BillWaitingAsync(_db, _site, default);
        _hasPrices = true;
        foreach (var session in _completed)
        {
            _open[session] = SiteRows.PriceMinor;
        }
    }

    private async Task<bool> AcceptedAsync<T>(Outcome<T> outcome)
    {
        Assert.True(outcome.Succeeded || !_db.ChangeTracker.HasChanges(), "A refusal left something to write.");
        await SaveAsync();
        return outcome.Succeeded;
    }

    private Task<Guid?> InvoiceAsync(int session) =>
        _db.TreatedSessions.Where(s => s.SessionId == _sessions[session]).Select(s => s.InvoiceId).SingleOrDefaultAsync();

    private async Task SaveAsync()
    {
        await _db.SaveChangesAsync();
        _db.ChangeTracker.Clear();
    }

    private Task CheckAsync() => BookCheck.VerifyAsync(
        _db, _site, new ExpectedBooks(_open.ToDictionary(o => _sessions[o.Key], o => o.Value), _credit, _received));
}
