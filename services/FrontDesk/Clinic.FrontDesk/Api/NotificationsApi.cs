namespace Clinic.FrontDesk.Api;

internal sealed record SentMessage(Guid Id, string Kind, string Channel, DateTimeOffset SentAt, string Destination);

/// <summary>The notifications service, as far as the desk needs it.</summary>
internal sealed class NotificationsApi(HttpClient http) : ApiClient(http, "notifications")
{
    public Task<Answer<Page<Reminder>>> DueAsync(Guid patientId, CancellationToken ct) =>
        GetAsync<Page<Reminder>>($"reminders?patientId={patientId}&state=scheduled&limit=50", ct);

    public Task<Answer<Page<Reminder>>> InStateAsync(string state, CancellationToken ct) =>
        GetAsync<Page<Reminder>>($"reminders?state={state}&limit=50", ct);

    public Task<Answer<Reminder>> ReminderAsync(Guid id, CancellationToken ct) => GetAsync<Reminder>($"reminders/{id}", ct);

    public Task<Answer<Page<SentMessage>>> SentAsync(Guid patientId, CancellationToken ct) =>
        GetAsync<Page<SentMessage>>($"messages?patientId={patientId}&limit=25", ct);

    public Task<Answer<Reminder>> SettleAsync(Guid id, bool? arrived, string? reason, string? key, CancellationToken ct) =>
        PostAsync<Reminder>($"reminders/{id}/resolution", new { arrived, reason }, key, ct);
}
