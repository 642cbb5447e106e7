namespace Clinic.Scheduling.Tests.Rig;

internal static class Vitals
{
    public static object Usual { get; } = new
    {
        escortPresent = true,
        fasting = true,
        weightKg = 82.5,
        bloodPressure = new { systolic = 124, diastolic = 78 },
        heartRate = 70,
        spo2 = 98,
    };
}
