using Clinic.Testing.Mail;
using Clinic.Testing.Twilio;

namespace Clinic.Notifications.Tests.Faults;

/// <summary>Faults by chance, the same for the same seed and order of calls.</summary>
/// <param name="seed">Starts the dice.</param>
/// <param name="smtpLostAnswers">How many answers of the mail server may be lost in all: each leaves an email in doubt.</param>
internal sealed class Weather(int seed, int smtpLostAnswers)
{
    private readonly Lock _lock = new();
    private readonly Random _dice = new(seed);
    private int _lostAnswersLeft = smtpLostAnswers;

    /// <summary>One text in twelve meets a fault, all kinds in turn.</summary>
    public TwilioFault Twilio() => Throw(1000) switch
    {
        < 20 => TwilioFault.Unavailable,
        < 40 => TwilioFault.ResetBefore,
        < 60 => TwilioFault.ResetAfter,
        < 75 => TwilioFault.ErrorAfter,
        < 80 => TwilioFault.SilenceAfter,
        < 85 => TwilioFault.TooManyRequests,
        _ => TwilioFault.None,
    };

    /// <summary>One email in twenty meets a fault.</summary>
    public SmtpFault Smtp() => Throw(1000) switch
    {
        < 20 => SmtpFault.Busy,
        < 40 => SmtpFault.ResetBefore,
        < 50 when Interlocked.Decrement(ref _lostAnswersLeft) >= 0 => SmtpFault.ResetAfter,
        _ => SmtpFault.None,
    };

    private int Throw(int sides)
    {
        lock (_lock)
        {
            return _dice.Next(sides);
        }
    }
}
