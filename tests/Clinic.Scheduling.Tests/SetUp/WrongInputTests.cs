using System.Net;
using System.Text;
using Clinic.Scheduling.Tests.Checking;
using Clinic.Scheduling.Tests.Rig;
using Clinic.Scheduling.Tests.Waitlist;
using Clinic.ServiceDefaults.Auth;

namespace Clinic.Scheduling.Tests.SetUp;

/// <summary>One clinic for all wrong inputs: nothing they send may leave a trace.</summary>
public sealed class WrongInputFixture : IAsyncLifetime
{
    internal SchedulingRig Rig { get; private set; } = null!;

    internal TestClinic Clinic { get; private set; } = null!;

    internal Guid Patient { get; private set; }

    internal Answer Series { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Rig = await SchedulingRig.StartAsync();
        Clinic = await TestClinic.OpenAsync(Rig, new ClinicPlan { Infusions = 2, Days = 12 });
        Patient = await Clinic.PatientAsync();
        Series = (await Clinic.BookAsync(await Clinic.PatientAsync())).Expect(HttpStatusCode.Created);
        // What the clinic's shifts and chairs made room for is taken note of now, and not while rows are counted.
        await WaitlistRig.RunJobAsync(Rig);
    }

    public ValueTask DisposeAsync() => Rig.DisposeAsync();
}

public sealed class WrongInputTests(WrongInputFixture fixture) : IClassFixture<WrongInputFixture>
{
    private const string Unknown = "00000000-0000-0000-0000-00000000abcd";

    public static TheoryData<string, string, int, string> Cases => new()
    {
        { "sites", """{"name":"%LONG%","timeZoneId":"America/New_York","hours":[{"weekday":"monday","opens":"08:00","closes":"18:00"}]}""", 400, "name" },
        { "sites", """{"name":"A","timeZoneId":"America/Nowhere","hours":[{"weekday":"monday","opens":"08:00","closes":"18:00"}]}""", 400, "timeZoneId" },
        { "sites", """{"name":"A","timeZoneId":"America/New_York","hours":[{"weekday":"monday","opens":"18:00","closes":"08:00"}]}""", 400, "hours[0].closes" },
        { "sites", """{"name":"A","timeZoneId":"America/New_York","hours":[]}""", 400, "hours" },
        { "sites", """{"name":"A","timeZoneId":"America/New_York","hours":[{"weekday":"someday","opens":"08:00","closes":"18:00"}]}""", 400, "hours[0].weekday" },
        { "sites", """{"name":"A","colour":"red"}""", 400, "colour" },
        { "sites", """{"name":"A","timeZoneId":"America/New_York","hours":[{"weekday":"monday","opens":"08:00","closes":"18:00"}],"lateCancellationHours":-1}""", 400, "lateCancellationHours" },
        { "sites", """{"name":"A","timeZoneId":"America/New_York","hours":[{"weekday":"monday","opens":"08:00","closes":"18:00"}],"waitlistOffers":0}""", 400, "waitlistOffers" },
        { "sites", """{"name":"A","timeZoneId":"America/New_York","hours":[{"weekday":"monday","opens":"08:00","closes":"18:00"}],"waitlistOfferMinutes":4}""", 400, "waitlistOfferMinutes" },
        { "sites/%SITE%/chairs", """{"name":""}""", 400, "name" },
        { "sites/%SITE%/chairs", """{"name":"Chair 01"}""", 409, "name" },
        { $"sites/{Unknown}/chairs", """{"name":"Chair"}""", 404, "siteId" },
        { "sites/%SITE%/closures", """{"date":"2031-01-05","reason":"past"}""", 400, "date" },
        { "staff", """{"displayName":"A","role":"wizard","patientsAtOnce":1}""", 400, "role" },
        { "staff", """{"displayName":"A","role":"nurse","patientsAtOnce":-1}""", 400, "patientsAtOnce" },
        { "staff", """{"displayName":"A","role":"nurse","patientsAtOnce":1,"credentials":[{"code":"acls!","validUntil":"2032-01-01"}]}""", 400, "credentials[0].code" },
        { "staff/%NURSE%/credentials", """{"code":"ACLS"}""", 400, "validUntil" },
        { $"staff/{Unknown}/credentials", """{"code":"ACLS","validUntil":"2032-01-01"}""", 404, "staffId" },
        { "shifts", """{"staffId":"%NURSE%","siteId":"%SITE%","startsAt":"2031-01-07T09:00:00-05:00","endsAt":"2031-01-07T12:00:00-05:00"}""", 409, "startsAt" },
        { "shifts", """{"staffId":"%NURSE%","siteId":"%SITE%","startsAt":"2030-01-07T09:00:00-05:00","endsAt":"2030-01-07T12:00:00-05:00"}""", 400, "endsAt" },
        { "shifts", """{"staffId":"%NURSE%","siteId":"%SITE%","startsAt":"2031-03-07T12:00:00-05:00","endsAt":"2031-03-07T09:00:00-05:00"}""", 400, "endsAt" },
        { "shifts", $$"""{"staffId":"{{Unknown}}","siteId":"%SITE%","startsAt":"2031-03-07T09:00:00-05:00","endsAt":"2031-03-07T12:00:00-05:00"}""", 404, "staffId" },
        { "shifts", $$"""{"staffId":"%NURSE%","siteId":"{{Unknown}}","startsAt":"2031-03-07T09:00:00-05:00","endsAt":"2031-03-07T12:00:00-05:00"}""", 404, "siteId" },
        { $"shifts/{Unknown}/call-out", "", 404, "id" },
        { "consent-forms", """{"code":"KET","text":""}""", 400, "text" },
        { "protocols", """{"code":"KET","name":"x","doseMgPerKg":-1}""", 400, "doseMgPerKg" },
        { "protocols", """{"code":"KET","name":"x","minGapDays":3,"maxGapDays":2}""", 400, "maxGapDays" },
        { "patients", """{"fullName":"%LONG%","birthDate":"1980-01-01","phone":"+12125550123","timeZoneId":"America/New_York"}""", 400, "fullName" },
        { "patients", """{"fullName":"A","birthDate":"2031-01-08","phone":"+12125550123","timeZoneId":"America/New_York"}""", 400, "birthDate" },
        { "patients", """{"fullName":"A","birthDate":"1980-01-01","phone":"0123","timeZoneId":"America/New_York"}""", 400, "phone" },
        { "patients", """{"fullName":"A","birthDate":"1980-01-01","email":"not an address","timeZoneId":"America/New_York"}""", 400, "email" },
        { "patients", """{"fullName":"A","birthDate":"1980-01-01","timeZoneId":"America/New_York"}""", 400, "phone" },
        { "patients", """{"fullName":"A","birthDate":"yesterday","phone":"+12125550123","timeZoneId":"America/New_York"}""", 400, "birthDate" },
        { "series-searches", $$"""{"patientId":"{{Unknown}}","siteId":"%SITE%","protocolId":"%PROTOCOL%","earliestDate":"2031-01-07"}""", 404, "patientId" },
        { "series", $$"""{"patientId":"%PATIENT%","siteId":"{{Unknown}}","protocolId":"%PROTOCOL%","earliestDate":"2031-01-07"}""", 404, "siteId" },
        { "series", $$"""{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"{{Unknown}}","earliestDate":"2031-01-07"}""", 404, "protocolId" },
        { "series", """{"patientId":"not-an-id","siteId":"%SITE%","protocolId":"%PROTOCOL%","earliestDate":"2031-01-07"}""", 400, "patientId" },
        { "series", """{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"%PROTOCOL%","earliestDate":"2031-01-05"}""", 400, "earliestDate" },
        { "series", """{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"%PROTOCOL%","earliestDate":"2031-01-08","latestDate":"2031-01-07"}""", 400, "latestDate" },
        { "series", """{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"%PROTOCOL%"}""", 400, "earliestDate" },
        { "series", """{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"%PROTOCOL%","earliestDate":"2031-01-07","indication":"Z99.1"}""", 422, "indication" },
        { "series", """{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"%PROTOCOL%","sessions":[{"startsAt":"2031-01-07T09:00:00-05:00"}]}""", 422, "sessions" },
        { "series", """{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"%PROTOCOL%","sessions":[{"startsAt":"2031-01-05T09:00:00-05:00"},{"startsAt":"2031-01-07T09:00:00-05:00"}]}""", 400, "sessions[0].startsAt" },
        { "series", """{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"%PROTOCOL%","sessions":[{"startsAt":"2031-01-07T09:07:00-05:00"},{"startsAt":"2031-01-09T09:00:00-05:00"}]}""", 400, "sessions[0].startsAt" },
        { "series", """{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"%PROTOCOL%","sessions":[{"startsAt":"2031-01-07T22:00:00-05:00"},{"startsAt":"2031-01-09T09:00:00-05:00"}]}""", 422, "sessions[0].startsAt" },
        { "series", $$"""{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"%PROTOCOL%","sessions":[{"startsAt":"2031-01-07T09:00:00-05:00","chairId":"{{Unknown}}"},{"startsAt":"2031-01-09T09:00:00-05:00"}]}""", 404, "sessions[0].chairId" },
        { "series", $$"""{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"%PROTOCOL%","sessions":[{"startsAt":"2031-01-07T09:00:00-05:00"},{"startsAt":"2031-01-09T09:00:00-05:00","monitorId":"{{Unknown}}"}]}""", 404, "sessions[1].monitorId" },
        { "series", $$"""{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"%PROTOCOL%","earliestDate":"2031-01-07","followsSeriesId":"{{Unknown}}"}""", 404, "followsSeriesId" },
        { "holds", """{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"%PROTOCOL%","earliestDate":"2031-01-07","followsSeriesId":"%LONG%"}""", 400, "followsSeriesId" },
        { $"series/{Unknown}/cancel", """{"reason":"patient-request"}""", 404, "id" },
        { "sessions/%SESSION%/cancel", """{"reason":"consent-missing"}""", 400, "reason" },
        { $"sessions/{Unknown}/cancel", """{"reason":"patient-request"}""", 404, "id" },
        { "sessions/%SESSION%/reschedule", "{}", 400, "startsAt" },
        { "sessions/%SESSION%/reschedule", """{"startsAt":"2031-01-05T09:00:00-05:00"}""", 400, "startsAt" },
        { "sessions/%SESSION%/check-in", """{"escortPresent":true,"fasting":true,"weightKg":-80,"bloodPressure":{"systolic":120,"diastolic":80},"heartRate":70,"spo2":98}""", 400, "weightKg" },
        { "sessions/%SESSION%/check-in", """{"escortPresent":true,"fasting":true,"weightKg":80,"bloodPressure":{"systolic":80,"diastolic":120},"heartRate":70,"spo2":98}""", 400, "bloodPressure.diastolic" },
        { $"consents/{Unknown}/withdraw", "", 404, "id" },
        { "waitlist-entries", """{"siteId":"%SITE%","protocolId":"%PROTOCOL%","earliestDate":"2031-01-07"}""", 400, "patientId" },
        { "waitlist-entries", $$"""{"patientId":"{{Unknown}}","siteId":"%SITE%","protocolId":"%PROTOCOL%","earliestDate":"2031-01-07"}""", 404, "patientId" },
        { "waitlist-entries", $$"""{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"{{Unknown}}","earliestDate":"2031-01-07"}""", 404, "protocolId" },
        { "waitlist-entries", """{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"%PROTOCOL%","earliestDate":"2031-01-05"}""", 400, "earliestDate" },
        { "waitlist-entries", """{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"%PROTOCOL%","earliestDate":"2031-01-08","latestDate":"2031-01-07"}""", 400, "latestDate" },
        { "waitlist-entries", """{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"%PROTOCOL%","earliestDate":"2031-01-07","priority":6}""", 400, "priority" },
        { "waitlist-entries", """{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"%PROTOCOL%","earliestDate":"2031-01-07","indication":"Z99.1"}""", 422, "indication" },
        { "waitlist-entries", """{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"%PROTOCOL%","earliestDate":"2031-01-07","preferences":{"notBefore":"14:00","notAfter":"09:00"}}""", 400, "preferences.notAfter" },
        { $"waitlist-entries/{Unknown}/withdraw", "", 404, "id" },
        { "consent-signatures", """{"token":"x","fullName":"A","accepted":false}""", 400, "accepted" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Wrong_input_is_refused_naming_the_field_and_nothing_is_written(string path, string body, int status, string field)
    {
        var before = Books.RowCounts(fixture.Rig.ConnectionString);

        var role = path.StartsWith("consent-signatures", StringComparison.Ordinal) ? Roles.FrontDesk : Roles.Admin;
        var answer = await fixture.Rig.SendAsync(HttpMethod.Post, Fill(path), Content(body), role, ("Idempotency-Key", $"{path}{field}{status}".Replace(' ', '-')));

        Assert.True(answer.Status == (HttpStatusCode)status, $"{answer.Status}: {answer.Body?.ToJsonString()}");
        Assert.Contains(field, answer.Fields);
        Assert.Equal(before, Books.RowCounts(fixture.Rig.ConnectionString));
    }

    [Fact]
    public async Task A_name_of_a_megabyte_is_refused_and_a_body_of_five_is_too_large()
    {
        var before = Books.RowCounts(fixture.Rig.ConnectionString);

        var megabyte = await fixture.Rig.PostAsync("staff", new { displayName = new string('x', 1024 * 1024), role = "nurse", patientsAtOnce = 1 });
        var five = await fixture.Rig.PostAsync("staff", new { displayName = new string('x', 5 * 1024 * 1024), role = "nurse", patientsAtOnce = 1 });

        Assert.Equal(["displayName"], megabyte.Expect(HttpStatusCode.BadRequest).Fields);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, five.Status);
        Assert.Equal(before, Books.RowCounts(fixture.Rig.ConnectionString));
    }

    [Fact]
    public async Task Without_a_token_or_with_the_wrong_role_nothing_is_booked()
    {
        var before = Books.RowCounts(fixture.Rig.ConnectionString);
        var body = Content(Fill("""{"patientId":"%PATIENT%","siteId":"%SITE%","protocolId":"%PROTOCOL%","earliestDate":"2031-01-07"}"""));

        var nobody = await fixture.Rig.SendAsync(HttpMethod.Post, "series", body, role: null);
        var wrong = await fixture.Rig.SendAsync(HttpMethod.Post, "series", Content("{}"), Roles.Billing);

        Assert.Equal(["Authorization"], nobody.Expect(HttpStatusCode.Unauthorized).Fields);
        Assert.Equal(["Authorization"], wrong.Expect(HttpStatusCode.Forbidden).Fields);
        Assert.Equal(before, Books.RowCounts(fixture.Rig.ConnectionString));
    }

    private StringContent Content(string body) => new(Fill(body), Encoding.UTF8, "application/json");

    private string Fill(string text) => text
        .Replace("%LONG%", new string('x', 201))
        .Replace("%SITE%", $"{fixture.Clinic.SiteId}")
        .Replace("%NURSE%", $"{fixture.Clinic.Nurses[0]}")
        .Replace("%PROTOCOL%", $"{fixture.Clinic.ProtocolId}")
        .Replace("%PATIENT%", $"{fixture.Patient}")
        .Replace("%SESSION%", fixture.Series["sessions"][0]!["id"]!.GetValue<string>());
}
