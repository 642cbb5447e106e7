namespace Clinic.Messaging;

/// <summary>Headers of our own on the wire.</summary>
internal static class MessageHeaders
{
    /// <summary>True on a message that was sent back to one consumer: taking it settles the parked message.</summary>
    public const string Replay = "Clinic-Replay";
}
