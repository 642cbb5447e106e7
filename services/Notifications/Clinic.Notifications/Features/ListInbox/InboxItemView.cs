using Clinic.Notifications.Domain.Preferences;
using Clinic.Notifications.Persistence;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Notifications.Features.ListInbox;

/// <summary>An answer of a patient, without its text.</summary>
/// <param name="Id">The item.</param>
/// <param name="PatientId">Who wrote it; null when nobody, or more than one patient, has the number.</param>
/// <param name="SessionId">The visit it is about, where that is clear.</param>
/// <param name="Intent">What it wants: <c>move</c> asks for another time.</param>
/// <param name="State"><c>open</c> while somebody has to do something.</param>
/// <param name="Sender">The number with all but the ends hidden.</param>
/// <param name="ReceivedAt">When it arrived, UTC.</param>
/// <param name="ClosedAt">When it was closed, UTC.</param>
/// <param name="ClosedBy">Who closed it.</param>
/// <param name="Note">What was done.</param>
/// <param name="Version">Grows with every change.</param>
internal sealed record InboxItemView(
    Guid Id,
    Guid? PatientId,
    Guid? SessionId,
    InboundIntent Intent,
    InboxState State,
    string Sender,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? ClosedAt,
    string? ClosedBy,
    string? Note,
    int Version) : IVersioned
{
    public static InboxItemView Of(InboundMessage item) => new(
        item.Id,
        item.PatientId,
        item.SessionId,
        item.Intent,
        item.State,
        item.MaskedSender,
        item.ReceivedAt.ToDateTimeOffset(),
        item.ClosedAt?.ToDateTimeOffset(),
        item.ClosedBy,
        item.Note,
        item.Version);
}
