using System.Text.Json;
using MassTransit;

namespace Clinic.Messaging.Parking;

/// <summary>What can be told of a received message without its contract: it may be malformed in any way.</summary>
/// <param name="MessageId">Its id; empty when unknown.</param>
/// <param name="AggregateId">The aggregate it is about; empty when unknown.</param>
/// <param name="MessageType">Full name of the contract, or <c>unknown</c>.</param>
/// <param name="Body">The message as JSON, or the raw body when it has no readable envelope.</param>
internal sealed record ReceivedEnvelope(Guid MessageId, Guid AggregateId, string MessageType, string Body)
{
    private const string UrnPrefix = "urn:message:";
    private const int MaxTypeLength = 200;

    public static ReceivedEnvelope Of(ReceiveContext context)
    {
        var raw = context.Body.GetString();
        var transportId = context.TransportHeaders.Get<Guid>("MessageId") ?? Guid.Empty;
        return Read(raw) is { } read ? read with { MessageId = read.MessageId == Guid.Empty ? transportId : read.MessageId }
            : new ReceivedEnvelope(transportId, Guid.Empty, "unknown", raw);
    }

    private static ReceivedEnvelope? Read(string raw)
    {
        try
        {
            using var document = JsonDocument.Parse(raw);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("message", out var message)
                ? new ReceivedEnvelope(Id(root, "messageId"), Id(root, "correlationId"), TypeOf(root), message.GetRawText())
                : null;
        }
        catch (JsonException)
        {
            // Not JSON at all: the caller keeps the raw body.
            return null;
        }
    }

    private static Guid Id(JsonElement root, string name) =>
        root.TryGetProperty(name, out var id) && id.ValueKind == JsonValueKind.String && Guid.TryParse(id.GetString(), out var value)
            ? value
            : Guid.Empty;

    // MassTransit names a contract urn:message:Namespace:Name.
    private static string TypeOf(JsonElement root)
    {
        if (!root.TryGetProperty("messageType", out var types) || types.ValueKind != JsonValueKind.Array || types.GetArrayLength() == 0)
        {
            return "unknown";
        }

        var urn = types[0].ToString();
        var name = urn.StartsWith(UrnPrefix, StringComparison.Ordinal) ? urn[UrnPrefix.Length..].Replace(':', '.') : urn;
        return name.Length <= MaxTypeLength ? name : name[..MaxTypeLength];
    }
}
