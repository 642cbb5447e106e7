namespace Clinic.Testing.Mail;

/// <summary>What <see cref="FaultySmtp"/> does to a message on its way to the server.</summary>
public enum SmtpFault
{
    /// <summary>Passes everything on.</summary>
    None,

    /// <summary>Answers the sender's address with 451; the server never hears of it.</summary>
    Busy,

    /// <summary>Breaks the connection before the content.</summary>
    ResetBefore,

    /// <summary>Lets the server take the message, and breaks the connection instead of passing its answer on.</summary>
    ResetAfter,
}
