using System.Text.Json.Nodes;
using Clinic.ServiceDefaults.Auth;
using NodaTime;
using NodaTime.Text;

namespace Clinic.AllInOne.Demo;

/// <summary>What the clinic holds after the story, as JSON.</summary>
internal static class DemoSummary
{
    public static IReadOnlyList<string> Services { get; } = ["scheduling", "billing", "notifications"];

    /// <summary>Whether messages or reminders are still under way, and the totals by which a standstill is seen.</summary>
    public static async Task<(bool IsMoving, string Totals)> MovementAsync(ClinicApi api, Instant now, CancellationToken cancellationToken)
    {
        var until = Uri.EscapeDataString(InstantPattern.General.Format(now));
        var moving = 0L;
        foreach (var state in new[] { $"scheduled&to={until}", "sending", "in-doubt" })
        {
            var page = await api.GetAsync(Roles.FrontDesk, $"notifications/v1/reminders?limit=1&state={state}", cancellationToken);
            moving += page["items"]!.AsArray().Count;
        }

        var totals = new List<string>();
        foreach (var service in Services)
        {
            var messaging = await api.GetAsync(Roles.Admin, $"{service}/v1/operations/messaging", cancellationToken);
            moving += messaging["unsent"]!.GetValue<long>();
            totals.Add($"{messaging["outboxTotal"]} {messaging["inboxTotal"]}");
        }

        return (moving > 0, string.Join(", ", totals));
    }

    public static async Task<JsonObject> ReadAsync(
        ClinicApi api, PatientMail mail, IEnumerable<KeyValuePair<string, long>> milliseconds, CancellationToken cancellationToken)
    {
        var counts = new JsonObject();
        long events = 0, inbox = 0, parked = 0;
        foreach (var service in Services)
        {
            var rows = await api.GetAsync(Roles.Admin, $"{service}/v1/operations/counts", cancellationToken);
            counts[service] = rows.DeepClone();
            var messaging = await api.GetAsync(Roles.Admin, $"{service}/v1/operations/messaging", cancellationToken);
            events += messaging["outboxTotal"]!.GetValue<long>();
            inbox += messaging["inboxTotal"]!.GetValue<long>();
            parked += messaging["parked"]!.GetValue<long>();
        }

        return new JsonObject
        {
            ["sessions"] = counts["scheduling"]!["sessions"]!.DeepClone(),
            ["events"] = events,
            ["inboxEntries"] = inbox,
            ["parkedMessages"] = parked,
            ["invoices"] = counts["billing"]!["invoices"]!.DeepClone(),
            ["ledgerLines"] = counts["billing"]!["ledgerLines"]!.DeepClone(),
            ["reminders"] = counts["notifications"]!["reminders"]!.DeepClone(),
            ["messages"] = mail.Count,
            ["tables"] = counts,
            ["milliseconds"] = new JsonObject(milliseconds.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value))),
        };
    }
}
