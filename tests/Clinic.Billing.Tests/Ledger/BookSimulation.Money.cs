using Clinic.Billing.Domain;
using Clinic.Billing.Features.ApplyCredit;
using Clinic.Billing.Features.RecordPayment;
using Clinic.Billing.Features.RefundCredit;
using Clinic.Billing.Features.VoidInvoice;
using Clinic.Billing.Tests.Rig;
using Clinic.ServiceDefaults.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Clinic.Billing.Tests.Ledger;

/// <summary>The steps that move money.</summary>
internal sealed partial class BookSimulation
{
    private async Task PayAsync(Step step)
    {
        var invoice = await InvoiceAsync(step.Session);
        var accepted = await AcceptedAsync(await RecordAsync(invoice ?? Samples.Id(), step.Minor));
        Assert.Equal(invoice is not null && !_void.Contains(step.Session) && step.Minor <= _open[step.Session], accepted);
        if (accepted)
        {
            _open[step.Session] -= step.Minor;
            _received += step.Minor;
        }
    }

    private async Task PayOnAccountAsync(Step step)
    {
        var known = _open.Count > 0;
        Assert.Equal(known, await AcceptedAsync(await RecordAsync(null, step.Minor)));
        if (known)
        {
            _credit += step.Minor;
            _received += step.Minor;
        }
    }

    private async Task ApplyAsync(Step step)
    {
        var invoice = await InvoiceAsync(step.Session);
        var request = new ApplyCreditRequest(invoice ?? Samples.Id(), new HttpMoney(step.Minor, BillingHost.Currency));
        var accepted = await AcceptedAsync(await _services.GetRequiredService<ApplyCreditHandler>().ApplyAsync(_db, request, default));
        Assert.Equal(
            invoice is not null && !_void.Contains(step.Session) && step.Minor <= _open[step.Session] && step.Minor <= _credit, accepted);
        if (accepted)
        {
            _open[step.Session] -= step.Minor;
            _credit -= step.Minor;
        }
    }

    private async Task VoidAsync(Step step)
    {
        var invoice = await InvoiceAsync(step.Session);
        var handler = _services.GetRequiredService<VoidInvoiceHandler>();
        var accepted = await AcceptedAsync(await handler.VoidAsync(_db, invoice ?? Samples.Id(), new VoidInvoiceRequest("mistake"), default));
        Assert.Equal(invoice is not null && !_void.Contains(step.Session), accepted);
        if (accepted)
        {
            _void.Add(step.Session);
            _credit += SiteRows.PriceMinor - _open[step.Session];
            _open[step.Session] = 0;
        }
    }

    private async Task RefundAsync(Step step)
    {
        var request = new RefundRequest(
            _patient, _site, new HttpMoney(step.Minor, BillingHost.Currency), PaymentMethod.Cash, "asked for it");
        var accepted = await AcceptedAsync(await _services.GetRequiredService<RefundHandler>().RefundAsync(_db, request, default));
        Assert.Equal(step.Minor <= _credit, accepted);
        if (accepted)
        {
            _credit -= step.Minor;
            _received -= step.Minor;
        }
    }

    private Task<Outcome<PaymentAnswer>> RecordAsync(Guid? invoice, long minor) =>
        _services.GetRequiredService<RecordPaymentHandler>().RecordAsync(
            _db,
            new RecordPaymentRequest(
                _patient, _site, invoice, new HttpMoney(minor, BillingHost.Currency), PaymentMethod.Cash, null, _host.Today.ToDateOnly()),
            default);
}
