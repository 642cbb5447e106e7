namespace Clinic.Notifications.Rendering;

/// <summary>What an offer to somebody who waits says, kept with the reminder.</summary>
/// <param name="FirstStartsAt">Start of the first visit.</param>
/// <param name="Visits">How many visits.</param>
/// <param name="SiteTimeZoneId">The site's IANA zone, in which both times are told.</param>
/// <param name="ExpiresAt">By when it must be answered, exclusive.</param>
internal sealed record OfferValues(DateTimeOffset FirstStartsAt, int Visits, string SiteTimeZoneId, DateTimeOffset ExpiresAt);
