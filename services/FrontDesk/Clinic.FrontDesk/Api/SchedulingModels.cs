namespace Clinic.FrontDesk.Api;

internal sealed record Site(Guid Id, string Name, string TimeZoneId);

internal sealed record Chair(Guid Id, string Name);

internal sealed record StaffMember(Guid Id, string DisplayName, string Role);

internal sealed record Shift(Guid Id, Guid StaffId, Guid SiteId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string State);

internal sealed record CalledOut(Shift Shift, IReadOnlyList<Guid> SessionIds);

internal sealed record Protocol(Guid Id, string Code, int Version, string Name, int Infusions, IReadOnlyList<string> IndicationPrefixes);

internal sealed record Patient(
    Guid Id, string FullName, string GivenName, DateOnly BirthDate, string? Phone, string? Email, string TimeZoneId, string Language, int Version);

internal sealed record PatientDetails(
    string? FullName, string? GivenName, DateOnly? BirthDate, string? Phone, string? Email, string? TimeZoneId, string? Language);

internal sealed record Session(
    Guid Id,
    Guid SeriesId,
    Guid PatientId,
    Guid SiteId,
    int Number,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    Guid ChairId,
    Guid MonitorId,
    string State,
    string CoverNeed,
    string? CancelReason)
{
    /// <summary>Whether the patient is still expected.</summary>
    public bool IsExpected => State == "booked";

    /// <summary>Whether somebody must be found to monitor it.</summary>
    public bool LacksCover => CoverNeed != "none" && State is "booked" or "checked-in";
}

internal sealed record Series(
    Guid Id,
    Guid PatientId,
    Guid SiteId,
    string ProtocolCode,
    string? Indication,
    string State,
    DateTimeOffset BookedAt,
    Guid ConsentId,
    string ConsentState,
    IReadOnlyList<Session> Sessions);

internal sealed record Consent(
    Guid Id,
    string FormCode,
    int FormVersion,
    string DrugCode,
    string Indication,
    int Infusions,
    string State,
    DateTimeOffset RequestedAt,
    DateTimeOffset? SignedAt,
    string? SignedName,
    DateTimeOffset? ValidUntil);

internal sealed record Preferences(
    IReadOnlyList<string>? Weekdays, bool? WeekdaysRequired, string? NotBefore, string? NotAfter, Guid? PreferredMonitorId);

internal sealed record SeriesSearch(
    Guid PatientId, Guid SiteId, Guid ProtocolId, DateOnly? EarliestDate, DateOnly? LatestDate, Preferences Preferences, int Limit);

internal sealed record FoundPlans(IReadOnlyList<Plan> Plans);

internal sealed record ExactSession(DateTimeOffset StartsAt, Guid ChairId, Guid MonitorId);

internal sealed record Booking(Guid PatientId, Guid SiteId, Guid ProtocolId, string? Indication, IReadOnlyList<ExactSession> Sessions);

internal sealed record BloodPressure(int? Systolic, int? Diastolic);

internal sealed record CheckIn(
    bool? EscortPresent, bool? Fasting, decimal? WeightKg, BloodPressure BloodPressure, int? HeartRate, int? Spo2);
