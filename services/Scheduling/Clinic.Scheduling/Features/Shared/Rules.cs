using System.Globalization;
using System.Net.Mail;
using System.Text.RegularExpressions;
using FluentValidation;
using NodaTime;
using PhoneNumbers;

namespace Clinic.Scheduling.Features.Shared;

/// <summary>Rules on what callers send, worded once.</summary>
internal static partial class Rules
{
    /// <summary>Longest name of anything.</summary>
    public const int MaxName = 200;

    /// <summary>Longest stable code.</summary>
    public const int MaxCode = 50;

    private const int MaxEmail = 254;

    public static IRuleBuilderOptions<T, string?> Name<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(n => !string.IsNullOrWhiteSpace(n)).WithMessage("A value is required.")
        .Must(n => n is null || n.Length <= MaxName).WithMessage($"At most {MaxName} characters.")
        .Must(n => n is null || !n.Any(char.IsControl)).WithMessage("Control characters are not allowed.");

    public static IRuleBuilderOptions<T, string?> Code<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(c => c is { Length: <= MaxCode } && CodePattern().IsMatch(c))
        .WithMessage($"A code has 1 to {MaxCode} letters, digits, dots and dashes, and starts with a letter.");

    /// <summary>A code such as ACLS: compared exactly, so one spelling only.</summary>
    public static IRuleBuilderOptions<T, string?> Credential<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(c => c is { Length: <= MaxCode } && CredentialPattern().IsMatch(c))
        .WithMessage($"A credential is a code of 2 to {MaxCode} capitals, digits and dashes such as ACLS.");

    public static IRuleBuilderOptions<T, string?> ZoneId<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(z => z is not null && DateTimeZoneProviders.Tzdb.Ids.Contains(z))
        .WithMessage("An IANA time zone such as America/New_York is required.");

    public static IRuleBuilderOptions<T, string?> Language<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(l => l is null or { Length: <= 35 } && (l is null || LanguagePattern().IsMatch(l)))
        .WithMessage("A language is a BCP 47 tag such as en or es-US.");

    public static IRuleBuilderOptions<T, string?> Phone<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(p => p is null || Normalize(p) is not null)
        .WithMessage("A phone number in international form such as +1 212 555 0123 is required.");

    public static IRuleBuilderOptions<T, string?> Email<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(e => e is null || (e.Length <= MaxEmail && MailAddress.TryCreate(e, out var parsed) && parsed.Address == e))
        .WithMessage("An email address such as someone@example.org is required.");

    /// <summary>An ICD-10-CM code or its beginning.</summary>
    public static IRuleBuilderOptions<T, string?> Icd10<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(c => c is null || Icd10Pattern().IsMatch(c)).WithMessage("An ICD-10-CM code such as F33.2 is required.");

    /// <summary>The E.164 form of a number, or null when it is none.</summary>
    public static string? Normalize(string? phone)
    {
        var util = PhoneNumberUtil.GetInstance();
        try
        {
            // Without a leading plus there is no country: guessing one would text a stranger.
            var number = phone is { Length: <= 40 } ? util.Parse(phone, null) : null;
            return number is not null && util.IsPossibleNumber(number) ? util.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>An invariant number for a message.</summary>
    public static string Text(this int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9.-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex CodePattern();

    [GeneratedRegex("^[A-Z][A-Z0-9-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex CredentialPattern();

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", RegexOptions.CultureInvariant)]
    private static partial Regex LanguagePattern();

    [GeneratedRegex(@"^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{0,4})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Icd10Pattern();
}
