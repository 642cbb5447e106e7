using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clinic.Scheduling.Tests.Checking;
using Clinic.Scheduling.Tests.Rig;
using Clinic.ServiceDefaults.Auth;

namespace Clinic.Scheduling.Tests.Rosters;

/// <summary>One clinic for all wrong inputs: nothing they send may leave a trace.</summary>
public sealed class WrongRosterInputFixture : IAsyncLifetime
{
    internal SchedulingRig Rig { get; private set; } = null!;

    internal RosterClinic Clinic { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Rig = await SchedulingRig.StartAsync();
        Clinic = await RosterClinic.OpenAsync(Rig);
    }

    public ValueTask DisposeAsync() => Rig.DisposeAsync();
}

public sealed class WrongRosterInputTests(WrongRosterInputFixture fixture) : IClassFixture<WrongRosterInputFixture>
{
    private const string Unknown = "00000000-0000-0000-0000-00000000abcd";

    [Theory]
    [InlineData("shift-templates", """{"staffId":"00000000-0000-0000-0000-00000000abcd"}""", 404, "staffId")]
    [InlineData("shift-templates", """{"siteId":"00000000-0000-0000-0000-00000000abcd"}""", 404, "siteId")]
    [InlineData("shift-templates", """{"staffId":null}""", 400, "staffId")]
    [InlineData("shift-templates", """{"weekdays":[]}""", 400, "weekdays")]
    [InlineData("shift-templates", """{"weekdays":["someday"]}""", 400, "weekdays[0]")]
    [InlineData("shift-templates", """{"weekdays":["%MEGABYTE%"]}""", 400, "weekdays[0]")]
    [InlineData("shift-templates", """{"startsAt":"25:00"}""", 400, "startsAt")]
    [InlineData("shift-templates", """{"endsAt":"08:00"}""", 400, "endsAt")]
    [InlineData("shift-templates", """{"validFrom":"0001-01-01"}""", 400, "validFrom")]
    [InlineData("shift-templates", """{"validUntil":"2030-12-31","validFrom":"2030-01-01"}""", 400, "validUntil")]
    [InlineData("shift-templates", """{"validUntil":"2031-01-31","validFrom":"2031-02-01"}""", 400, "validUntil")]
    [InlineData("shift-templates", """{"everyWeeks":0}""", 400, "everyWeeks")]
    [InlineData("shift-templates/" + Unknown + "/end", """{"lastDate":"2031-02-01"}""", 404, "id")]
    [InlineData("rosters", """{"siteId":"00000000-0000-0000-0000-00000000abcd"}""", 404, "siteId")]
    [InlineData("rosters", """{"firstDate":"2031-01-05"}""", 400, "firstDate")]
    [InlineData("rosters", """{"firstDate":"2035-01-05","lastDate":"2035-01-06"}""", 400, "firstDate")]
    [InlineData("rosters", """{"lastDate":"2031-01-05"}""", 400, "lastDate")]
    [InlineData("rosters", """{"lastDate":"2031-04-08"}""", 400, "lastDate")]
    [InlineData("rosters", """{"lastDate":null}""", 400, "lastDate")]
    [InlineData("rosters", """{"staffIds":["00000000-0000-0000-0000-00000000abcd"]}""", 404, "staffIds[0]")]
    public async Task Wrong_input_is_refused_naming_the_field_and_nothing_is_written(string path, string wrong, int status, string field)
    {
        var (rig, clinic) = (fixture.Rig, fixture.Clinic);
        var right = path == "rosters"
            ? JsonSerializer.SerializeToNode(new { siteId = clinic.Clinic.SiteId, firstDate = "2031-01-06", lastDate = "2031-01-08" })!
            : path == "shift-templates" ? JsonSerializer.SerializeToNode(clinic.Template())! : new JsonObject();
        foreach (var (name, value) in JsonNode.Parse(wrong.Replace("%MEGABYTE%", new string('x', 1024 * 1024)))!.AsObject())
        {
            right[name] = value?.DeepClone();
        }

        var before = Books.RowCounts(rig.ConnectionString);
        var answer = await rig.PostAsync(path, right, Roles.FrontDesk, ("Idempotency-Key", "wrong"));

        Assert.True(answer.Status == (HttpStatusCode)status, $"{answer.Status}: {answer.Body?.ToJsonString()}");
        Assert.Equal([field], answer.Fields);
        Assert.Equal(before, Books.RowCounts(rig.ConnectionString));
    }
}
