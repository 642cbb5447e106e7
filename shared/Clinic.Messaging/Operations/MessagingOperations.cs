using Clinic.ServiceDefaults.Auth;
using Clinic.ServiceDefaults.Database;
using Clinic.ServiceDefaults.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Clinic.Messaging.Operations;

/// <summary>What an operator sees of a service's messages, and can do about them.</summary>
public static class MessagingOperations
{
    /// <summary>Maps the endpoints below <c>operations/</c> of the group, for administrators.</summary>
    /// <typeparam name="TContext">The service's context.</typeparam>
    /// <param name="group">The service's group, <c>/api/&lt;service&gt;/v1</c>.</param>
    public static RouteGroupBuilder MapMessagingOperations<TContext>(this RouteGroupBuilder group)
        where TContext : ClinicDbContext
    {
        ArgumentNullException.ThrowIfNull(group);
        // Endpoint names are unique in a process, and all services may share one.
        var prefix = typeof(TContext).Name.Replace("DbContext", "", StringComparison.Ordinal);
        Admin(group.MapGet, "messaging", StatusEndpoint.GetAsync<TContext>)
            .WithName($"{prefix}MessagingStatus")
            .WithSummary("Counts of messages that wait, were taken, or are parked")
            .Produces<MessagingStatus>();
        Admin(group.MapGet, "outbox", OutboxEndpoints.ListAsync<TContext>)
            .WithName($"{prefix}ListOutbox")
            .WithSummary("Messages that wait to be sent (state=unsent) or failed to be (state=failing), in order of sending")
            .Produces<Page<OutboxItem>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        Admin(group.MapPost, "outbox/retry", OutboxEndpoints.RetryAsync<TContext>)
            .WithName($"{prefix}RetryOutbox")
            .WithSummary("Tries failed messages again at once")
            .Produces<RetriedOutbox>();
        Admin(group.MapGet, "parked-messages", ParkedEndpoints.ListAsync<TContext>)
            .WithName($"{prefix}ListParkedMessages")
            .WithSummary("Messages that a consumer could not take, oldest first")
            .Produces<Page<ParkedItem>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        Admin(group.MapPost, "parked-messages/{id:guid}/replay", ParkedEndpoints.ReplayAsync<TContext>)
            .WithName($"{prefix}ReplayParkedMessage")
            .WithSummary("Sends a parked message back to its consumer; what the consumer has applied stays applied once")
            .Produces<ReplayedMessage>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        return group;
    }

    // The handler comes as a parameter: the route analyzer of the SDK fails on handlers whose parameters have a type parameter's type.
    private static RouteHandlerBuilder Admin(Func<string, Delegate, RouteHandlerBuilder> map, string path, Delegate handler) =>
        map($"/operations/{path}", handler).RequireAuthorization(Policies.Admin);
}
