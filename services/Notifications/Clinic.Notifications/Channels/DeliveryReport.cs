using Clinic.Notifications.Domain.Sending;

namespace Clinic.Notifications.Channels;

/// <summary>What a provider says became of a message.</summary>
/// <param name="Reference">The provider's id of it.</param>
/// <param name="Progress">How far it got.</param>
/// <param name="Code">The provider's code for what went wrong, or null.</param>
/// <param name="Cause">What that says about the recipient.</param>
internal sealed record DeliveryReport(string Reference, DeliveryProgress Progress, string? Code, RefusalCause Cause);
