using Clinic.Notifications.Domain.Reminders;
using Clinic.Notifications.Domain.Texts;
using Clinic.Notifications.Domain.Timing;
using Clinic.ServiceDefaults.Hosting;
using NodaTime;
using NodaTime.Text;

namespace Clinic.Notifications.Settings;

/// <summary>How this clinic writes to its patients: the section <c>Clinic:Messages</c>.</summary>
internal sealed record MessageSettings
{
    private const string Section = "Clinic:Messages";
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>Where the folder provider writes.</summary>
    public required string Folder { get; init; }

    /// <summary>What messages must and must not say.</summary>
    public required TextRules Texts { get; init; }

    public required QuietHours Quiet { get; init; }

    public required ReminderSchedule Schedule { get; init; }

    /// <summary>True when invoices are emailed only to patients who asked for it.</summary>
    public required bool BillingNeedsConsent { get; init; }

    /// <summary>True when an email goes out only if the text message fails or stays without a report; false when both go out.</summary>
    public required bool SmsFirst { get; init; }

    /// <summary>After how long without a report a text message counts as lost.</summary>
    public required Duration SilenceAfter { get; init; }

    /// <summary>How many reminders are taken in one transaction.</summary>
    public required int BatchSize { get; init; }

    /// <summary>How many are handed to providers at once.</summary>
    public required int Parallelism { get; init; }

    /// <summary>After how many attempts a reminder fails for good.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>How long a process may take from claiming a reminder to settling it; longer than any provider's timeout.</summary>
    public required Duration ClaimTime { get; init; }

    /// <summary>Reads the section; refuses what could not work.</summary>
    /// <exception cref="InvalidOperationException">A value is not acceptable; the message names its key.</exception>
    public static MessageSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        return new MessageSettings
        {
            Folder = Path.GetFullPath(section["Folder"] is { Length: > 0 } folder
                ? folder
                : Path.Combine(ClinicPaths.DataFolder(configuration), "messages")),
            Texts = ReadTexts(section),
            Quiet = new QuietHours(Time(section, "QuietHours:From", QuietHours.Default.From), Time(section, "QuietHours:Until", QuietHours.Default.Until)),
            Schedule = ReadSchedule(section),
            BillingNeedsConsent = section.GetValue("BillingNeedsConsent", false),
            SmsFirst = section.GetValue("SmsFirst", false),
            SilenceAfter = Duration.FromMinutes(Positive(section, "SilenceMinutes", 15)),
            BatchSize = Positive(section, "BatchSize", 200),
            Parallelism = Positive(section, "Parallelism", 8),
            MaxAttempts = Positive(section, "MaxAttempts", 6),
            ClaimTime = Duration.FromSeconds(Positive(section, "ClaimSeconds", 60)),
        };
    }

    private static TextRules ReadTexts(IConfigurationSection section)
    {
        var words = section.GetSection("ForbiddenWords").Get<string[]>() ?? [];
        var rules = new TextRules(
            section["SenderName"] ?? "Harbor Clinic",
            section["ContactPhone"] ?? "+1 555 010 0100",
            [.. TextRules.DefaultForbiddenWords.Union(words, StringComparer.OrdinalIgnoreCase)],
            Positive(section, "MaxSmsCharacters", 160));
        return rules.ForbiddenIn(rules.SenderName).FirstOrDefault() is { } word
            ? throw new InvalidOperationException($"{Section}:SenderName contains '{word}': messages need a neutral name that does not reveal why the patient comes.")
            : rules;
    }

    private static ReminderSchedule ReadSchedule(IConfigurationSection section)
    {
        var defaults = new ReminderSchedule();
        return defaults with
        {
            SessionHours = Numbers(section, "SessionHours", defaults.SessionHours),
            FollowUpMonths = Numbers(section, "FollowUpMonths", defaults.FollowUpMonths),
            ConsentChaseHours = Numbers(section, "ConsentChaseHours", defaults.ConsentChaseHours),
            CareTime = Time(section, "CareTime", defaults.CareTime),
        };
    }

    private static IReadOnlyList<int> Numbers(IConfigurationSection section, string key, IReadOnlyList<int> otherwise)
    {
        var numbers = section.GetSection(key).Get<int[]>() ?? otherwise;
        return numbers.All(n => n is > 0 and < 1000)
            ? numbers
            : throw new InvalidOperationException($"{Section}:{key} takes whole numbers from 1 to 999.");
    }

    private static int Positive(IConfigurationSection section, string key, int otherwise) =>
        section.GetValue(key, otherwise) is > 0 and var value
            ? value
            : throw new InvalidOperationException($"{Section}:{key} must be more than 0.");

    private static LocalTime Time(IConfigurationSection section, string key, LocalTime otherwise) =>
        section[key] is not { Length: > 0 } text ? otherwise
        : Clock.Parse(text) is { Success: true } parsed ? parsed.Value
        : throw new InvalidOperationException($"{Section}:{key} is '{text}'; it must be a time such as 20:00.");
}
