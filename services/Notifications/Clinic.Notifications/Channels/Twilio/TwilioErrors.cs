using System.Globalization;

namespace Clinic.Notifications.Channels.Twilio;

/// <summary>What Twilio's error codes mean to us (twilio.com/docs/api/errors).</summary>
internal static class TwilioErrors
{
    private const int OptedOut = 21610;
    private const int QueueFull = 21611;
    private const int TooManyRequests = 20429;
    private const int WrongCredentials = 20003;

    // Invalid "To" number; invalid phone number; not a mobile number.
    private static readonly int[] NumberInvalid = [21211, 21217, 21614];

    // Unknown destination handset; landline or unreachable carrier: a later message to the same number would fare no better.
    private static readonly int[] NumberDead = [30005, 30006];

    /// <summary>The code as attempts keep it.</summary>
    public static string Name(int code) => string.Create(CultureInfo.InvariantCulture, $"twilio-{code}");

    /// <summary>The answer to a refused call.</summary>
    /// <param name="status">The HTTP status, 4xx.</param>
    /// <param name="code">Twilio's code; 0 when there was none.</param>
    public static SendResult Refusal(int status, int code) => code switch
    {
        OptedOut => new SendResult.Refused(Name(code)) { Cause = RefusalCause.OptedOut },
        _ when NumberInvalid.Contains(code) => new SendResult.Refused(Name(code)) { Cause = RefusalCause.NumberInvalid },
        QueueFull or TooManyRequests => new SendResult.NotNow(Name(code)),
        // Our own set-up is wrong: the messages are not to blame, and an administrator can still mend it.
        WrongCredentials => new SendResult.NotNow(Name(code)),
        _ when status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests =>
            new SendResult.NotNow(Name(code == 0 ? status : code)),
        _ => new SendResult.Refused(Name(code == 0 ? status : code)),
    };

    /// <summary>What a failed delivery says about the number.</summary>
    public static RefusalCause CauseOf(int code) =>
        code == OptedOut ? RefusalCause.OptedOut
        : NumberDead.Contains(code) || NumberInvalid.Contains(code) ? RefusalCause.NumberInvalid
        : RefusalCause.Other;
}
