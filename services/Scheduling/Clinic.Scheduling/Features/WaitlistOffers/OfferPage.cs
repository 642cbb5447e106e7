using System.Globalization;
using Clinic.Scheduling.Domain.Sites;
using Clinic.Scheduling.Domain.Waitlist;
using Clinic.Scheduling.Features.Shared;
using Clinic.ServiceDefaults.Http;
using NodaTime;
using NodaTime.Text;

namespace Clinic.Scheduling.Features.WaitlistOffers;

/// <summary>The pages behind an offer's link. They name no treatment, as the message that brought the link.</summary>
internal static class OfferPage
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");
    private static readonly LocalDateTimePattern When = LocalDateTimePattern.Create("dddd, MMMM d, h:mm tt", English);

    /// <summary>The times, and the buttons to answer.</summary>
    /// <param name="offer">What is offered.</param>
    /// <param name="site">Where.</param>
    /// <param name="error">What was wrong with an earlier attempt.</param>
    public static string Form(WaitlistOffer offer, Site site, string? error) => Page(
        "A place is free for you",
        $"""
        {(error is null ? "" : $"<p class=\"error\" role=\"alert\" id=\"error\">{LinkPage.Encode(error)}</p>")}
        <p>You are on our waiting list. We can see you at these times:</p>
        {Times(offer, site)}
        <p>We have asked others too: the first to accept gets the place. You can answer until {At(offer.ExpiresAt, site)}.</p>
        <form method="post" autocomplete="off">
        <p><button type="submit" name="answer" value="accept">Accept these times</button></p>
        <p><button type="submit" name="answer" value="decline">No, but keep me on the list</button></p>
        <p><button type="submit" name="answer" value="leave">No, and take me off the list</button></p>
        </form>
        """);

    /// <summary>The answer to whoever was first.</summary>
    public static string Booked(WaitlistOffer offer, Site site) => Page(
        "The place is yours",
        $"<p>These times are booked for you. A message with the details is on its way.</p>{Times(offer, site)}");

    /// <summary>The answer to a no.</summary>
    public static string Declined(bool keepWaiting) => Page(
        "Thank you for telling us",
        keepWaiting ? "<p>You stay on our list. We will write again when another place is free.</p>" : "<p>You are off our list. Call us if you change your mind.</p>");

    /// <summary>The answer when the offer can't be answered.</summary>
    public static string Refused(Refusal refusal) => refusal.Code switch
    {
        "place-taken" => Page(
            "The place is taken",
            "<p>It is no longer free. You stay on our list, and we will write again when another place is free.</p>"),
        "offer-expired" => Page(
            "The time to answer is over", "<p>You stay on our list, and we will write again when another place is free.</p>"),
        "offer-answered" => Page(
            "You have answered already", "<p>We have your answer. If it was not you who gave it, or you have a question, please call the clinic.</p>"),
        _ => Page("This link does not work", "<p>It may be incomplete, or too old. Please call the clinic.</p>"),
    };

    private static string Page(string title, string body) => LinkPage.Document(title, "en", $"<h1>{title}</h1>{body}");

    private static string Times(WaitlistOffer offer, Site site) =>
        $"<ol>{string.Concat(offer.Sessions.OrderBy(s => s.Number).Select(s => $"<li>{At(s.StartsAt, site)}</li>"))}</ol>"
        + $"<p>At {LinkPage.Encode(site.Name)}; all times are local there.</p>";

    private static string At(Instant at, Site site) => LinkPage.Encode(When.Format(at.InZone(site.Zone).LocalDateTime));
}
