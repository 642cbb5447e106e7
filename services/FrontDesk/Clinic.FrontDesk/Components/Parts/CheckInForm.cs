using Clinic.FrontDesk.Api;
using Clinic.FrontDesk.Text;

namespace Clinic.FrontDesk.Components.Parts;

/// <summary>What was typed at a step of a session: measurements at check-in, or why it is cancelled.</summary>
public sealed class CheckInForm
{
    /// <summary>Field names of the service that the form shows messages at.</summary>
    internal static readonly string[] Fields =
        ["escortPresent", "fasting", "weightKg", "bloodPressure.systolic", "bloodPressure.diastolic", "heartRate", "spo2"];

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    public string? Escort { get; set; }

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    public string? Fasting { get; set; }

    /// <summary>Kilograms.</summary>
    public string? Weight { get; set; }

    /// <summary>mmHg.</summary>
    public string? Systolic { get; set; }

    /// <summary>mmHg.</summary>
    public string? Diastolic { get; set; }

    /// <summary>Beats a minute.</summary>
    public string? HeartRate { get; set; }

    /// <summary>Percent.</summary>
    public string? Spo2 { get; set; }

    /// <summary>Code of the reason of a cancellation.</summary>
    public string? Reason { get; set; }

    internal CheckIn ToRequest() => new(
        Read.YesNo(Escort),
        Read.YesNo(Fasting),
        Read.Number(Weight),
        new BloodPressure(Read.Whole(Systolic), Read.Whole(Diastolic)),
        Read.Whole(HeartRate),
        Read.Whole(Spo2));
}
