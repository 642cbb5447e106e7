using Clinic.Contracts;
using Clinic.Contracts.Billing;
using Clinic.Contracts.Scheduling;
using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Persistence;
using Clinic.Notifications.Tests.Rig;
using NodaTime;

namespace Clinic.Notifications.Tests.Planning;

public sealed class ConsentTests
{
    private const string Link = "http://127.0.0.1:5080/consents/sign/Zm9vYmFyYmF6cXV4LTMyLWJ5dGVz";
    private static readonly Instant Visit = Times.Local(2027, 8, 16, 14, 0);

    [Fact]
    public async Task A_consent_request_reaches_the_patient_at_once_with_the_link_whole_in_both_files()
    {
        await using var host = await NotificationsHost.StartAsync();
        var (_, request) = await AskAsync(host);

        await host.NothingDueAsync();

        var files = host.Files().Where(f => f.Contains("consent-request", StringComparison.Ordinal)).Order().ToList();
        Assert.Equal([".eml", ".txt"], files.Select(Path.GetExtension).Order());
        Assert.All(files, f => Assert.Contains(Link, File.ReadAllText(f), StringComparison.Ordinal));
        var stored = (await host.RemindersAsync(request.PatientId)).Where(r => r.SubjectId == request.ConsentId).ToList();
        Assert.All(stored, r => Assert.DoesNotContain("consents/sign", r.ProtectedLink!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task At_night_the_email_goes_at_once_and_the_text_message_waits_for_the_morning()
    {
        await using var host = await NotificationsHost.StartAsync(at: Times.Local(2027, 8, 2, 22, 30));
        var (_, request) = await AskAsync(host);

        await host.NothingDueAsync();

        var asked = (await host.RemindersAsync(request.PatientId)).Where(r => r.Kind == "consent-request").ToList();
        Assert.Equal(ReminderState.Sent, asked.Single(r => r.Channel == Channel.Email).State);
        Assert.Equal(Times.Local(2027, 8, 3, 9, 0), asked.Single(r => r.Channel == Channel.Sms).DueAt);
    }

    [Fact]
    public async Task An_unsigned_form_is_asked_for_again_and_a_signed_one_is_not()
    {
        await using var host = await NotificationsHost.StartAsync();
        var (_, request) = await AskAsync(host);
        await host.AdvanceAsync(Duration.FromHours(49));

        await host.ReceiveAsync(new OffLabelConsentSigned(request.ConsentId, request.SeriesId, request.PatientId, request.FormCode, 1, host.Now.ToDateTimeOffset()));
        await host.AdvanceAsync(Duration.FromHours(72));

        var chases = (await host.RemindersAsync(request.PatientId)).Where(r => r.Kind.StartsWith("consent-chase", StringComparison.Ordinal)).ToList();
        Assert.All(chases.Where(r => r.Kind == "consent-chase-48h"), r => Assert.Equal(ReminderState.Sent, r.State));
        Assert.All(chases.Where(r => r.Kind == "consent-chase-96h"), r => Assert.Equal((ReminderState.Cancelled, "consent-signed"), (r.State, r.Reason)));
    }

    [Fact]
    public async Task A_form_signed_before_its_request_arrives_is_not_asked_for()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient));
        var request = Events.ConsentRequested(Events.Series(patient, host.Now, Visit), host.ProtectLink(Link), host.Now);

        await host.ReceiveAsync(new OffLabelConsentSigned(request.ConsentId, request.SeriesId, patient, request.FormCode, 1, host.Now.ToDateTimeOffset()));
        await host.ReceiveAsync(request);

        Assert.Empty(await host.RemindersAsync(patient));
    }

    [Fact]
    public async Task A_withdrawn_consent_takes_back_everything_still_to_come()
    {
        await using var host = await NotificationsHost.StartAsync();
        var (series, request) = await AskAsync(host);
        await host.NothingDueAsync();

        await host.ReceiveAsync(new OffLabelConsentWithdrawn(request.ConsentId, series.SeriesId, series.PatientId, host.Now.ToDateTimeOffset()));

        Assert.DoesNotContain(await host.RemindersAsync(series.PatientId), r => r.IsPending);
    }

    [Fact]
    public async Task An_invoice_is_announced_by_email_and_never_by_text_message()
    {
        await using var host = await NotificationsHost.StartAsync();
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient));
        var today = new DateOnly(2027, 8, 2);

        await host.ReceiveAsync(new InvoiceIssued(
            Guid.NewGuid(), "2027-000042", patient, Guid.NewGuid(), new Money(45000, "USD"), today, today.AddDays(30), host.Now.ToDateTimeOffset()));

        await host.NothingDueAsync();
        var file = Assert.Single(host.Files());
        Assert.Equal(".eml", Path.GetExtension(file));
        var text = await File.ReadAllTextAsync(file);
        Assert.Contains("invoice 2027-000042 over USD 450.00", text, StringComparison.Ordinal);
    }

    private static async Task<(SeriesBooked Series, OffLabelConsentRequested Request)> AskAsync(NotificationsHost host)
    {
        var patient = Guid.NewGuid();
        await host.ReceiveAsync(host.Contact(patient));
        var series = Events.Series(patient, host.Now, Visit);
        await host.ReceiveAsync(series);
        var request = Events.ConsentRequested(series, host.ProtectLink(Link), host.Now);
        await host.ReceiveAsync(request);
        return (series, request);
    }
}
