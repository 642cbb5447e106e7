using System.Collections.Concurrent;

namespace Clinic.FrontDesk.Api;

/// <summary>Names for the ids on one page, each looked up once. What can't be looked up is shown as unknown; the page is still of use.</summary>
internal sealed class ClinicDirectory(SchedulingApi scheduling)
{
    private const string Unknown = "unknown";
    private const int AtOnce = 4;

    /// <summary>The site that was asked for, or the first.</summary>
    public static Site? Choose(IReadOnlyList<Site> sites, Guid? wanted) => sites.FirstOrDefault(s => s.Id == wanted) ?? (sites.Count > 0 ? sites[0] : null);

    public async Task<Names> ChairsAsync(Guid siteId, CancellationToken ct) =>
        Of((await scheduling.ChairsAsync(siteId, ct)).Value, c => c.Id, c => c.Name);

    public async Task<Names> StaffAsync(CancellationToken ct) => Of((await scheduling.StaffAsync(ct)).Value, s => s.Id, s => s.DisplayName);

    public async Task<Names> PatientsAsync(IEnumerable<Guid> ids, CancellationToken ct)
    {
        var patients = await EachAsync(ids, scheduling.PatientAsync, ct);
        return new Names(patients.ToDictionary(p => p.Id, p => p.FullName), Unknown);
    }

    /// <summary>The series of some sessions, by id; those that did not answer are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, Series>> SeriesAsync(IEnumerable<Guid> ids, CancellationToken ct) =>
        (await EachAsync(ids, scheduling.SeriesAsync, ct)).ToDictionary(s => s.Id);

    /// <summary>Looks up several by id, a few at a time.</summary>
    public static async Task<IReadOnlyCollection<T>> EachAsync<T>(
        IEnumerable<Guid> ids, Func<Guid, CancellationToken, Task<Answer<T>>> read, CancellationToken ct)
        where T : class
    {
        var found = new ConcurrentBag<T>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(ids.Distinct(), options, async (id, token) =>
        {
            if ((await read(id, token)).Value is { } value)
            {
                found.Add(value);
            }
        });
        return found;
    }

    private static Names Of<T>(List<T>? items, Func<T, Guid> id, Func<T, string> name) =>
        new((items ?? []).ToDictionary(id, name), Unknown);
}

/// <summary>Names by id.</summary>
internal sealed record Names(IReadOnlyDictionary<Guid, string> ById, string Unknown)
{
    public string this[Guid id] => ById.GetValueOrDefault(id, Unknown);
}
