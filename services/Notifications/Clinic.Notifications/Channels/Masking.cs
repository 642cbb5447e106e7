namespace Clinic.Notifications.Channels;

/// <summary>Hides most of an address: enough is left to tell a patient's two numbers apart, not to write to one.</summary>
internal static class Masking
{
    /// <summary><c>+1***23</c> for a phone, <c>a***@example.com</c> for an email address.</summary>
    public static string Mask(string address)
    {
        var at = address.LastIndexOf('@');
        return at > 0 ? $"{address[0]}***{Limit(address[at..])}"
            : address.Length > 4 ? $"{address[..2]}***{address[^2..]}"
            : "***";
    }

    private static string Limit(string domain) => domain.Length > 50 ? $"{domain[..47]}..." : domain;
}
