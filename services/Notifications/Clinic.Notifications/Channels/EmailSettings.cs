using MailKit.Security;
using MimeKit;

namespace Clinic.Notifications.Channels;

/// <summary>How emails leave: the section <c>Clinic:Email</c>.</summary>
internal sealed record EmailSettings
{
    private const string Section = "Clinic:Email";

    /// <summary>The sender's address.</summary>
    public required MailboxAddress From { get; init; }

    /// <summary>The SMTP server.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    public required SecureSocketOptions Security { get; init; }

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>How patients reach this service from outside, for links that end emails; null: emails carry no such link.</summary>
    public required Uri? PublicUrl { get; init; }

    /// <summary>Longest time for one command of the server.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Reads the section.</summary>
    /// <exception cref="InvalidOperationException">A value is not acceptable; the message names its key.</exception>
    public static EmailSettings Read(IConfiguration configuration, string senderName)
    {
        var section = configuration.GetSection(Section);
        var from = section["From"] ?? "no-reply@clinic.example";
        return new EmailSettings
        {
            From = MailboxAddress.TryParse(from, out var address)
                ? new MailboxAddress(senderName, address.Address)
                : throw new InvalidOperationException($"{Section}:From is not an email address."),
            Host = section["Host"] ?? "localhost",
            Port = section.GetValue("Port", 587),
            Security = section.GetValue("Security", SecureSocketOptions.StartTls),
            UserName = section["UserName"],
            Password = section["Password"],
            PublicUrl = PublicAddress(section),
            Timeout = TimeSpan.FromSeconds(section.GetValue("TimeoutSeconds", 20)),
        };
    }

    private static Uri? PublicAddress(IConfigurationSection section) =>
        section["PublicUrl"] is not { Length: > 0 } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new InvalidOperationException($"{Section}:PublicUrl must be an address such as https://clinic.example.");
}
