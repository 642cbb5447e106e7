using System.Globalization;
using Clinic.FrontDesk.Api;

namespace Clinic.FrontDesk.Components.Parts;

/// <summary>A plan in a button's value: what is booked is what was seen, also when another search would find another plan.</summary>
internal static class PlanText
{
    public static string Write(Plan plan) =>
        string.Join(';', plan.Sessions.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.StartsAt:O}|{s.ChairId}|{s.MonitorId}")));

    public static IReadOnlyList<ExactSession>? Read(string? text)
    {
        var sessions = (text ?? "").Split(';').Select(ReadOne).ToList();
        return sessions.Contains(null) ? null : [.. sessions.OfType<ExactSession>()];
    }

    private static ExactSession? ReadOne(string text) =>
        text.Split('|') is [var start, var chair, var monitor]
        && DateTimeOffset.TryParse(start, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var startsAt)
        && Guid.TryParse(chair, out var chairId)
        && Guid.TryParse(monitor, out var monitorId)
            ? new ExactSession(startsAt, chairId, monitorId)
            : null;
}
