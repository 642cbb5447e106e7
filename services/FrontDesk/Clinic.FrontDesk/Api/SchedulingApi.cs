using System.Globalization;

namespace Clinic.FrontDesk.Api;

/// <summary>The scheduling service, as far as the desk needs it.</summary>
internal sealed class SchedulingApi(HttpClient http) : ApiClient(http, "scheduling")
{
    public Task<Answer<List<Site>>> SitesAsync(CancellationToken ct) => GetAsync<List<Site>>("sites", ct);

    public Task<Answer<List<Chair>>> ChairsAsync(Guid siteId, CancellationToken ct) => GetAsync<List<Chair>>($"sites/{siteId}/chairs", ct);

    public Task<Answer<List<StaffMember>>> StaffAsync(CancellationToken ct) => GetAsync<List<StaffMember>>("staff", ct);

    public Task<Answer<List<Protocol>>> ProtocolsAsync(CancellationToken ct) => GetAsync<List<Protocol>>("protocols", ct);

    public Task<Answer<Page<Patient>>> PatientsAsync(string? search, string? cursor, CancellationToken ct) =>
        GetAsync<Page<Patient>>($"patients?limit=25&search={Text(search)}{(cursor is null ? "" : $"&cursor={Text(cursor)}")}", ct);

    public Task<Answer<Patient>> PatientAsync(Guid id, CancellationToken ct) => GetAsync<Patient>($"patients/{id}", ct);

    public Task<Answer<Patient>> RegisterAsync(PatientDetails details, string? key, CancellationToken ct) =>
        PostAsync<Patient>("patients", details, key, ct);

    public Task<Answer<Patient>> ChangeAsync(Guid id, PatientDetails details, int version, CancellationToken ct) =>
        PutAsync<Patient>($"patients/{id}", details, version, ct);

    public Task<Answer<FoundPlans>> SearchAsync(SeriesSearch search, CancellationToken ct) =>
        PostAsync<FoundPlans>("series-searches", search, null, ct);

    public Task<Answer<Series>> BookAsync(Booking booking, string? key, CancellationToken ct) => PostAsync<Series>("series", booking, key, ct);

    public Task<Answer<Page<Series>>> SeriesOfAsync(Guid patientId, CancellationToken ct) =>
        GetAsync<Page<Series>>($"series?patientId={patientId}", ct);

    public Task<Answer<Series>> SeriesAsync(Guid id, CancellationToken ct) => GetAsync<Series>($"series/{id}", ct);

    public Task<Answer<List<Session>>> DayAsync(Guid siteId, DateOnly date, CancellationToken ct) =>
        GetAsync<List<Session>>($"sessions?siteId={siteId}&date={date:yyyy-MM-dd}", ct);

    public Task<Answer<Session>> SessionAsync(Guid id, CancellationToken ct) => GetAsync<Session>($"sessions/{id}", ct);

    public Task<Answer<Session>> CheckInAsync(Guid id, CheckIn checkIn, string? key, CancellationToken ct) =>
        PostAsync<Session>($"sessions/{id}/check-in", checkIn, key, ct);

    public Task<Answer<Session>> MissAsync(Guid id, string? key, CancellationToken ct) =>
        PostAsync<Session>($"sessions/{id}/miss", new { }, key, ct);

    public Task<Answer<Session>> CancelAsync(Guid id, string? reason, string? key, CancellationToken ct) =>
        PostAsync<Session>($"sessions/{id}/cancel", new { reason }, key, ct);

    public Task<Answer<Consent>> ConsentAsync(Guid id, CancellationToken ct) => GetAsync<Consent>($"consents/{id}", ct);

    /// <param name="siteId">The site.</param>
    /// <param name="from">Start, inclusive.</param>
    /// <param name="until">End, exclusive.</param>
    /// <param name="ct">Ends when the browser goes away.</param>
    public Task<Answer<List<Shift>>> ShiftsAsync(Guid siteId, DateTimeOffset from, DateTimeOffset until, CancellationToken ct) =>
        GetAsync<List<Shift>>($"shifts?siteId={siteId}&from={Text(Iso(from))}&to={Text(Iso(until))}", ct);

    public Task<Answer<Shift>> ShiftAsync(Guid id, CancellationToken ct) => GetAsync<Shift>($"shifts/{id}", ct);

    public Task<Answer<CalledOut>> CallOutAsync(Guid id, string? key, CancellationToken ct) =>
        PostAsync<CalledOut>($"shifts/{id}/call-out", new { }, key, ct);

    private static string Text(string? value) => Uri.EscapeDataString(value ?? "");

    private static string Iso(DateTimeOffset value) => value.ToString("O", CultureInfo.InvariantCulture);
}
