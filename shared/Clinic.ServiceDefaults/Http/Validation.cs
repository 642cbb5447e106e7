using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.ServiceDefaults.Http;

/// <summary>Validates request bodies before the use case sees them.</summary>
public static class Validation
{
    /// <summary>Runs the request's validator; what it finds becomes a 400 with <c>errors</c> by field.</summary>
    /// <typeparam name="TRequest">The body; a missing validator is a programming error and fails at the first request.</typeparam>
    /// <param name="builder">The route.</param>
    public static RouteHandlerBuilder Validate<TRequest>(this RouteHandlerBuilder builder)
        where TRequest : class =>
        builder.AddEndpointFilter(async (context, next) =>
        {
            var request = context.Arguments.OfType<TRequest>().FirstOrDefault();
            if (request is null)
            {
                return Refusal.Invalid("body", "A JSON body is required.").ToProblem();
            }

            var validator = context.HttpContext.RequestServices.GetRequiredService<IValidator<TRequest>>();
            var result = await validator.ValidateAsync(request, context.HttpContext.RequestAborted);
            return result.IsValid ? await next(context) : Problems.Invalid(Errors(result));
        }).ProducesProblem(StatusCodes.Status400BadRequest);

    private static Dictionary<string, string[]> Errors(FluentValidation.Results.ValidationResult result) =>
        result.Errors
            .GroupBy(e => CamelCase(e.PropertyName), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(e => e.ErrorMessage).Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);

    private static string CamelCase(string path) =>
        string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
