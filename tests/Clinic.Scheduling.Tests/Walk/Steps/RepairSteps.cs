using System.Net;
using Clinic.Scheduling.Tests.Rig;

namespace Clinic.Scheduling.Tests.Walk.Steps;

/// <summary>Repairs are proposed and applied: whole at once, in part, or when they are out of date.</summary>
internal sealed class RepairSteps(Scene scene, Queue<Func<Task<Taken?>>> next)
{
    private const int Most = 10;
    private readonly List<Guid> _old = [];

    public async Task<Taken?> ProposeAsync()
    {
        var flagged = scene.Ledger.Stays.Values.Where(s => s.Cover != "None" && !s.IsOver && s.End > scene.Host.Clock.Utc).Select(s => s.Id).ToList();
        if (flagged.Count == 0 && scene.Chance(0.9))
        {
            return null;
        }

        object request = flagged.Count is > 0 and <= Most && scene.Chance(0.5)
            ? new { siteId = scene.Clinic.SiteId }
            : new { siteId = scene.Clinic.SiteId, sessionIds = Some(flagged) };
        var answer = await scene.Host.PostAsync("repair-proposals", request);
        if (answer.Status == HttpStatusCode.Created)
        {
            Follow(answer);
        }

        return new Taken("propose repair", answer) { Objections = answer.Status is HttpStatusCode.Created or HttpStatusCode.NotFound ? [] : [$"{answer.Body}"] };
    }

    public async Task<Taken?> ApplyOldAsync()
    {
        if (scene.Pick(_old) is var id && id == default)
        {
            return null;
        }

        _old.Remove(id);
        return new Taken("apply old repair", await scene.Host.PostAsync($"repair-proposals/{id}/apply", new { }));
    }

    // Flagged ones, and now and then one that lacks nothing: then it may stay.
    private List<string> Some(List<string> flagged)
    {
        var some = new HashSet<string>();
        for (var n = 0; n <= scene.Roll(Most); n++)
        {
            var id = scene.Chance(0.85) ? scene.Pick(flagged) : scene.PickStay(s => s.State == "Booked" && s.Start > scene.Host.Clock.Utc)?.Id;
            _ = id is not null && some.Add(id);
        }

        return some.Count > 0 ? [.. some] : [Guid.Empty.ToString()];
    }

    private void Follow(Answer proposal)
    {
        switch (scene.Roll(5))
        {
            case 0:
                _old.Add(proposal.Id);
                break;
            case 1:
                var part = proposal["items"].AsArray().Select(i => i!["sessionId"]!.GetValue<Guid>()).Where(_ => scene.Chance(0.5)).ToList();
                next.Enqueue(async () => part.Count == 0 ? null : new Taken("apply part of repair", await ApplyAsync(proposal, new { sessionIds = part })));
                break;
            default:
                next.Enqueue(async () => await ApplyAsync(proposal, new { }) is var answer ? new Taken("apply repair", answer) { Objections = Against(answer) } : null);
                break;
        }
    }

    private Task<Answer> ApplyAsync(Answer proposal, object body) => scene.Host.PostAsync($"repair-proposals/{proposal.Id}/apply", body);

    /// <summary>Nothing has happened since the proposal: the whole of it must be possible.</summary>
    private static List<string> Against(Answer answer) =>
        answer.Status == HttpStatusCode.OK ? [] : [$"what was just proposed was refused: {answer.Body?.ToJsonString()}"];
}
