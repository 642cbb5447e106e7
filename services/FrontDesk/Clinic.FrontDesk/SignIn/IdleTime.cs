namespace Clinic.FrontDesk.SignIn;

/// <summary>
/// How long a session lasts without a request: automatic logoff (45 CFR 164.312(a)(2)(iii)). The rule names no number;
/// 15 minutes is the usual choice for a shared desk.
/// </summary>
/// <param name="Span">From the last request on.</param>
internal sealed record IdleTime(TimeSpan Span)
{
    private const double DefaultMinutes = 15;

    public static IdleTime Read(IConfiguration configuration)
    {
        var minutes = configuration.GetValue("Clinic:FrontDesk:IdleMinutes", DefaultMinutes);
        return minutes is > 0 and <= 8 * 60
            ? new IdleTime(TimeSpan.FromMinutes(minutes))
            : throw new InvalidOperationException("Clinic:FrontDesk:IdleMinutes is a number of minutes, more than 0 and at most 480.");
    }
}
