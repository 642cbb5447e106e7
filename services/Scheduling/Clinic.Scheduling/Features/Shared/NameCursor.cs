using Clinic.ServiceDefaults.Http;

namespace Clinic.Scheduling.Features.Shared;

/// <summary>A place in a list that is ordered by a text and then by a key.</summary>
internal static class NameCursor
{
    public static string Write(string text, Guid id) => $"{id:N}{text}";

    /// <summary>Null without a cursor; a refusal when it is not one of ours.</summary>
    public static Outcome<(string Text, Guid Id)?> Read(string? cursor)
    {
        if (cursor is null)
        {
            return Outcome.Of<(string, Guid)?>(null);
        }

        var key = Paging.Decode(cursor);
        if (!key.Succeeded)
        {
            return key.Refusal;
        }

        return key.Value.Length >= 32 && Guid.TryParseExact(key.Value[..32], "N", out var id)
            ? Outcome.Of<(string, Guid)?>((key.Value[32..], id))
            : Refusal.Invalid("cursor", "The cursor is not one that a list returned.");
    }
}
