namespace Clinic.Notifications.Domain.Texts;

/// <summary>How a text travels by SMS.</summary>
/// <param name="IsGsm7">True for the GSM 7-bit alphabet; false for UCS-2, which a single other character forces on the whole text.</param>
/// <param name="Units">Septets (GSM 7-bit) or UTF-16 code units (UCS-2).</param>
/// <param name="Segments">How many messages it is split into, and billed as. At least 1.</param>
public sealed record SmsLength(bool IsGsm7, int Units, int Segments)
{
    // 3GPP TS 23.038, default alphabet and its extension table (those count as two).
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extended = "\f^{}\\[~]|€";

    /// <summary>Measures a text: 160 septets or 70 code units in one message, 153 or 67 in each of several (3GPP TS 23.040).</summary>
    /// <param name="text">The text.</param>
    public static SmsLength Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isGsm7 = text.All(c => Basic.Contains(c) || Extended.Contains(c));
        return isGsm7
            ? new SmsLength(true, text.Sum(Septets), Gsm7Segments(text))
            : new SmsLength(false, text.Length, Ucs2Segments(text));
    }

    private static int Septets(char c) => Extended.Contains(c) ? 2 : 1;

    private static int Gsm7Segments(string text) => Count(text.Select(Septets), 160, 153);

    private static int Ucs2Segments(string text)
    {
        // A surrogate pair is not split between two messages.
        var sizes = text.Where(c => !char.IsLowSurrogate(c)).Select(c => char.IsHighSurrogate(c) ? 2 : 1);
        return Count(sizes, 70, 67);
    }

    private static int Count(IEnumerable<int> sizes, int single, int each)
    {
        var (total, segments, used) = (0, 1, 0);
        foreach (var size in sizes)
        {
            total += size;
            if (used + size > each)
            {
                segments++;
                used = 0;
            }

            used += size;
        }

        return total <= single ? 1 : segments;
    }
}
