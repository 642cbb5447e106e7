namespace Clinic.Testing.Brokers;

/// <summary>The RabbitMQ that tests use: the one that <c>CLINIC_TEST_RABBITMQ</c> names.</summary>
public static class TestBroker
{
    /// <summary>Names the broker: an amqp URI with the right to declare and delete exchanges and queues.</summary>
    public const string Variable = "CLINIC_TEST_RABBITMQ";

    /// <summary>Why tests that need it are skipped.</summary>
    public const string SkipReason = $"No RabbitMQ: {Variable} names none.";

    /// <summary>True when there is one, for <c>SkipUnless</c>.</summary>
    public static bool IsThere => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>Its address.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Uri Uri => IsThere ? new Uri(Environment.GetEnvironmentVariable(Variable)!) : throw new InvalidOperationException(SkipReason);

    /// <summary>What a host needs to use a broker.</summary>
    /// <param name="broker">An amqp URI.</param>
    public static Dictionary<string, string> Settings(Uri broker)
    {
        ArgumentNullException.ThrowIfNull(broker);
        var user = broker.UserInfo.Split(':', 2);
        var host = broker.AbsolutePath.Trim('/');
        return new Dictionary<string, string>
        {
            ["Clinic:Messaging:Transport"] = "RabbitMq",
            ["Clinic:Messaging:RabbitMq:Host"] = broker.Host,
            ["Clinic:Messaging:RabbitMq:Port"] = (broker.Port > 0 ? broker.Port : 5672).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Clinic:Messaging:RabbitMq:VirtualHost"] = host.Length == 0 ? "/" : Uri.UnescapeDataString(host),
            ["Clinic:Messaging:RabbitMq:Username"] = user[0].Length == 0 ? "guest" : Uri.UnescapeDataString(user[0]),
            ["Clinic:Messaging:RabbitMq:Password"] = user.Length == 2 ? Uri.UnescapeDataString(user[1]) : "guest",
        };
    }
}
