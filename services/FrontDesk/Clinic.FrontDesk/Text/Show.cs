using System.Globalization;
using Clinic.FrontDesk.Api;

namespace Clinic.FrontDesk.Text;

/// <summary>How values read on a page. Times carry the offset of their site or patient and are shown in it.</summary>
internal static class Show
{
    private const int MinorPerMajor = 100;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Time(DateTimeOffset at) => at.ToString("HH:mm", Culture);

    public static string Day(DateTimeOffset at) => at.ToString("ddd d MMM yyyy", Culture);

    public static string Day(DateOnly date) => date.ToString("ddd d MMM yyyy", Culture);

    public static string Moment(DateTimeOffset at) => at.ToString("ddd d MMM yyyy HH:mm", Culture);

    public static string Input(DateOnly date) => date.ToString("yyyy-MM-dd", Culture);

    public static string Amount(Money money) => $"{Plain(money)} {money.Currency}";

    public static string Plain(Money money) => ((decimal)money.AmountMinor / MinorPerMajor).ToString("0.00", Culture);

    public static string Channel(string code) => code == "sms" ? "text message" : code;

    /// <summary>"checked-in" as "Checked in".</summary>
    public static string Words(string? code) => string.IsNullOrEmpty(code)
        ? ""
        : char.ToUpperInvariant(code[0]) + code[1..].Replace('-', ' ').Replace('.', ' ');
}
