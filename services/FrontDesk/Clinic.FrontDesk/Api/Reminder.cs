namespace Clinic.FrontDesk.Api;

/// <summary>A message to a patient, sent or to be sent: never its text, never the address.</summary>
/// <param name="Id">The reminder.</param>
/// <param name="PatientId">Who gets it.</param>
/// <param name="Kind">Code of its kind.</param>
/// <param name="Channel">How it travels.</param>
/// <param name="State">Where it is.</param>
/// <param name="Reason">Code of the last decision's reason, or null.</param>
/// <param name="DueAt">When it is to be sent, with the recipient's offset.</param>
/// <param name="Attempts">How often it was tried.</param>
public sealed record Reminder(
    Guid Id, Guid PatientId, string Kind, string Channel, string State, string? Reason, DateTimeOffset DueAt, int Attempts);
