using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace Clinic.Scheduling.Domain.Consents;

/// <summary>A patient's consent to the off-label use of one drug, for one series.</summary>
public sealed class Consent
{
    /// <summary>Key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The series it covers.</summary>
    public required Guid SeriesId { get; init; }

    /// <summary>Who signs.</summary>
    public required Guid PatientId { get; init; }

    /// <summary>The exact form.</summary>
    public required Guid FormId { get; init; }

    /// <summary>Scope: the drug.</summary>
    public required string DrugCode { get; init; }

    /// <summary>Scope: the ICD-10-CM code, or the protocol's prefixes when none was given at booking.</summary>
    public required string Indication { get; init; }

    /// <summary>Scope: how many infusions.</summary>
    public required int Infusions { get; init; }

    /// <summary>SHA-256 of the exact text, hex.</summary>
    public required string TextSha256 { get; init; }

    /// <summary>SHA-256 of the link's token, hex. The token itself is kept nowhere.</summary>
    public required string TokenSha256 { get; init; }

    /// <summary>When the link stops working, UTC, exclusive.</summary>
    public required Instant LinkExpiresAt { get; set; }

    /// <summary>When it was asked for, UTC.</summary>
    public required Instant RequestedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required ConsentState State { get; set; }

    /// <summary>When it was signed, UTC.</summary>
    public Instant? SignedAt { get; set; }

    /// <summary>The full name as typed by whoever signed.</summary>
    public string? SignedName { get; set; }

    /// <summary>How: <c>link-page</c> or <c>link-api</c>.</summary>
    public string? SignedBy { get; set; }

    /// <summary>The network address it was signed from.</summary>
    public string? SignedFrom { get; set; }

    /// <summary>Until when the signature holds, UTC, exclusive.</summary>
    public Instant? ValidUntil { get; set; }

    /// <summary>When it was withdrawn, UTC.</summary>
    public Instant? WithdrawnAt { get; set; }

    /// <summary>Grows with every change, and with every infusion that relied on it.</summary>
    public required int Version { get; set; }
}

/// <summary>Where a consent stands.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "A consent is signed; the C keyword is not meant.")]
public enum ConsentState
{
    /// <summary>Waits for the signature.</summary>
    Requested,

    /// <summary>Signed.</summary>
    Signed,

    /// <summary>Withdrawn by the patient, signed before or not.</summary>
    Withdrawn,

    /// <summary>Not signed by the deadline; the chairs were released.</summary>
    Lapsed,
}
