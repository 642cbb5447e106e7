namespace Clinic.Scheduling.Tests.Checking.Ledgers;

// Keys stay the text that the file holds: the ledger compares them and never makes one. All times are UTC.

/// <summary>A session.</summary>
internal sealed record Stay(
    string Id, string Series, string Patient, int Number, DateTime Start, DateTime End, string Chair, string Monitor, string State, string Cover, int Version)
{
    public bool IsCancelled => State == "Cancelled";

    /// <summary>Whether it stands in its series: the gaps to it hold.</summary>
    public bool Stands => State is not ("Cancelled" or "Missed");

    public bool IsOver => State is "Cancelled" or "Missed" or "Completed";
}

internal sealed record Course(string Id, string Patient, string Protocol, string State, int Version);

internal sealed record Duty(string Id, string Staff, DateTime Start, DateTime End, string State, int Version, string Stamp);

internal sealed record Person(string Id, string Name, string Role, int PatientsAtOnce);

internal sealed record Licence(string Staff, string Code, DateTime ValidUntil);

internal sealed record Outage(string Chair, DateTime Start, DateTime End);

/// <summary>Hours of one weekday; a close at midnight is the end of the day.</summary>
internal sealed record Hours(int Weekday, TimeSpan Opens, TimeSpan Closes);

internal sealed record SiteDuty(string Kind, string Code, int AtLeast);

/// <summary>A protocol, its phases in quarters of an hour.</summary>
internal sealed record Regimen(
    string Id, int SetUp, int Infusion, int Recovery, int Turnover, int Infusions, int MinGap, int MaxGap, int Window, string[] Credentials)
{
    public int Length => SetUp + Infusion + Recovery;
}

/// <summary>A slot of a lane, and the session or the hold that has it.</summary>
internal sealed record Claim(string Resource, int Lane, int Slot, string? Stay, string? Hold);

internal sealed record Kept(string Id, string Patient, string Protocol, DateTime ExpiresAt, IReadOnlyList<KeptStay> Stays);

internal sealed record KeptStay(int Number, DateTime Start, DateTime End, string Chair, string Monitor);

/// <summary>A message in the outbox.</summary>
internal sealed record Fact(string Type, string Body);
