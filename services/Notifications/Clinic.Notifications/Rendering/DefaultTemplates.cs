using Clinic.Notifications.Domain.Reminders;

namespace Clinic.Notifications.Rendering;

/// <summary>The wording that we ship. It names no treatment: a message is read by whoever holds the phone.</summary>
internal static class DefaultTemplates
{
    /// <summary>The language of last resort.</summary>
    public const string Language = "en";

    private const string SmsEnd = " {{ phone }} STOP=opt out";

    private const string EmailEnd = "\n\nQuestions? Call {{ phone }}.\n\n{{ clinic }}\nAnswer STOP to get no more of these emails.";

    private const string Preparation =
        "Please remember:\n- nothing solid to eat for 6 hours before, no clear fluids for 2 hours before\n"
        + "- bring an adult who takes you home\n- do not drive until the next day, after a night's sleep";

    /// <summary>All of it.</summary>
    public static IReadOnlyList<TemplateText> All { get; } =
    [
        Sms("booking-confirmation", "{{ clinic }}: your {{ visits }} visits are booked. The first: {{ date }}, {{ time }}."),
        Email("booking-confirmation", "{{ clinic }}: your visits are booked", "your {{ visits }} visits are booked:\n\n{{ visit_list }}\n\n" + Preparation),
        Sms("session-reminder", "{{ clinic }}: your visit is on {{ date }} at {{ time }}. Bring an adult escort; no driving after."),
        Sms("session-reminder-24h", "{{ clinic }}: visit {{ date }}, {{ time }}. No food 6 h, no drinks 2 h before. Bring an escort; no driving."),
        Sms("session-reminder-2h", "{{ clinic }}: see you on {{ date }} at {{ time }}. No food or drinks now. Your escort comes along?"),
        Email("session-reminder", "{{ clinic }}: your visit on {{ date }}", "your visit is on {{ date }} at {{ time }}.\n\n" + Preparation),
        Sms("check-in-next-day", "{{ clinic }}: how do you feel today? If anything worries you, call us. In an emergency call 911."),
        Email(
            "check-in-next-day",
            "{{ clinic }}: how do you feel today?",
            "we hope that you slept well. If anything about yesterday's visit worries you, please call us. In an emergency call 911."),
        Sms("follow-up", "{{ clinic }}: it has been a while. Please call us to talk about how you are doing."),
        Email("follow-up", "{{ clinic }}: how are you doing?", "it has been a while since your last visit. Please call us to talk about how you are doing and what comes next."),
        Sms("consent-request", "{{ clinic }}: please read and sign your form: {{ link }}"),
        Email("consent-request", "{{ clinic }}: please read and sign your form", "before your first visit we need a form with your signature. Please read it here:\n\n{{ link }}\n\nThe link is yours alone; please do not pass it on."),
        Sms("consent-chase", "{{ clinic }}: your form still waits for you: {{ link }}"),
        Email("consent-chase", "{{ clinic }}: your form still waits for you", "we still need your signature before your first visit:\n\n{{ link }}\n\nThe link is yours alone; please do not pass it on."),
        Sms("waitlist-offer", "{{ clinic }}: a place is free until {{ until }}: {{ link }}"),
        Email("waitlist-offer", "{{ clinic }}: a place is free for you", "a place is free for you, the first visit on {{ date }} at {{ time }}. Please look at all the times and answer by {{ until }}:\n\n{{ link }}\n\nWe have asked others too: the first to accept gets the place. The link is yours alone; please do not pass it on."),
        Sms("waitlist-taken", "{{ clinic }}: the place we offered you is taken. You stay on our list; we write when another is free."),
        Email("waitlist-taken", "{{ clinic }}: the place is taken", "the place that we offered you is no longer free. You stay on our list, and we will write again when another place is free."),
        Sms("waitlist-expired", "{{ clinic }}: the time to answer our offer is over. You stay on our list; we write when a place is free."),
        Email("waitlist-expired", "{{ clinic }}: the time to answer is over", "the time to answer our offer is over. You stay on our list, and we will write again when a place is free."),
        Email("invoice-issued", "{{ clinic }}: invoice {{ invoice }}", "invoice {{ invoice }} over {{ amount }} was issued. Please pay it by {{ due }}."),
    ];

    private static TemplateText Sms(string kind, string body) => new(kind, Channel.Sms, Language, null, body + SmsEnd);

    private static TemplateText Email(string kind, string subject, string body) =>
        new(kind, Channel.Email, Language, subject, "Hello {{ name }},\n\n" + body + EmailEnd);
}
