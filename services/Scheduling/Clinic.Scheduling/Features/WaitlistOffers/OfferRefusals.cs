using Clinic.Scheduling.Domain.Waitlist;
using Clinic.ServiceDefaults.Http;

namespace Clinic.Scheduling.Features.WaitlistOffers;

/// <summary>Why an offer can't be answered.</summary>
internal static class OfferRefusals
{
    /// <summary>409: the place is no longer free, mostly since somebody else was faster.</summary>
    public static readonly Refusal Taken = Refusal.Conflict("place-taken", "The place is taken; it is no longer free.", "id");

    /// <summary>404: there is no such offer, or no such link.</summary>
    public static readonly Refusal Unknown = Refusal.NotFound("offer", "id");

    /// <summary>410 or 409 for an offer that is not open; null for one that is.</summary>
    public static Refusal? Of(OfferState state) => state switch
    {
        OfferState.Open => null,
        OfferState.Taken => Taken,
        OfferState.Expired => Gone("offer-expired", "The time to answer is over."),
        OfferState.Withdrawn => Gone("offer-withdrawn", "The patient does not wait any longer."),
        _ => Gone("offer-answered", "The offer has been answered already."),
    };

    private static Refusal Gone(string code, string detail) => new(StatusCodes.Status410Gone, code, detail, "id");
}
