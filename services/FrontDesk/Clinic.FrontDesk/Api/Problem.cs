using System.Text.Json;

namespace Clinic.FrontDesk.Api;

/// <summary>Why a service refused something, or that it gave no answer.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Detail">One sentence for a person.</param>
/// <param name="Errors">Messages by field of the request, in camel case.</param>
public sealed record Problem(string Title, string Detail, IReadOnlyDictionary<string, string[]> Errors)
{
    private static readonly Dictionary<string, string[]> NoErrors = [];

    /// <summary>Rules that bind on days, where no plan exists.</summary>
    public IReadOnlyList<DayReason> Reasons { get; init; } = [];

    /// <summary>What would help, where no plan exists.</summary>
    public IReadOnlyList<string> Relaxations { get; init; } = [];

    /// <summary>The status of the answer, or null when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>The message at a field, or null.</summary>
    /// <param name="field">Name of the field in the request, in camel case, with dots.</param>
    public string? At(string field) => Errors.TryGetValue(field, out var messages) ? string.Join(" ", messages) : null;

    internal static Problem Of(string title, string detail, int? status = null) => new(title, detail, NoErrors) { Status = status };

    internal static Problem Of(string title, string field, string message, int? status) =>
        new(title, message, new Dictionary<string, string[]> { [field] = [message] }) { Status = status };

    internal static async Task<Problem> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        try
        {
            var body = await JsonSerializer.DeserializeAsync<Body>(
                await response.Content.ReadAsStreamAsync(cancellationToken), ApiJson.Options, cancellationToken);
            return new Problem(body?.Title ?? "Refused", body?.Detail ?? $"The service answered {status}.", body?.Errors ?? NoErrors)
            {
                Reasons = body?.Reasons ?? [],
                Relaxations = body?.Relaxations ?? [],
                Status = status,
            };
        }
        catch (JsonException)
        {
            return Of("Refused", $"The service answered {status}.", status);
        }
    }

    private sealed record Body(
        string? Title,
        string? Detail,
        Dictionary<string, string[]>? Errors,
        IReadOnlyList<DayReason>? Reasons,
        IReadOnlyList<string>? Relaxations);
}

/// <summary>One rule that keeps a session off a date.</summary>
/// <param name="Date">The site's local date.</param>
/// <param name="Text">The rule in words.</param>
public sealed record DayReason(DateOnly Date, string Text);
