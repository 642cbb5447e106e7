using Xunit;

namespace Clinic.Architecture.Tests;

public class LayoutTests
{
    private static readonly string[] DomainPackages = ["NodaTime", "Google.OrTools"];

    [Fact]
    public void Domains_know_nothing_but_time_and_solvers()
    {
        var foreign = from project in Repository.Projects
                      where project.IsDomain
                      from reference in project.Packages.Except(DomainPackages, StringComparer.Ordinal).Concat(project.References)
                      select $"{project.Name} -> {reference}";

        Assert.Empty(foreign);
        Assert.Equal(3, Repository.Projects.Count(p => p.IsDomain));
    }

    [Fact]
    public void No_service_references_another_services_projects()
    {
        var services = Repository.Projects.Where(p => p.Service is not null).ToDictionary(p => p.Name, p => p.Service, StringComparer.Ordinal);
        var crossings = from project in Repository.Projects
                        where project.Service is not (null or "AllInOne")
                        from reference in project.References
                        where services.TryGetValue(reference, out var other) && other != project.Service
                        select $"{project.Name} -> {reference}";

        Assert.Empty(crossings);
    }

    [Fact]
    public void Contracts_reference_nothing()
    {
        var contracts = Repository.Projects.Single(p => p.Name == "Clinic.Contracts");

        Assert.Empty(contracts.Packages);
        Assert.Empty(contracts.References);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Clinic.sln"));

        Assert.Empty(Repository.Projects.Where(p => !solution.Contains($"{p.Name}.csproj", StringComparison.Ordinal)).Select(p => p.Name));
    }

    [Fact]
    public void Production_code_references_no_test_code()
    {
        var tests = Repository.Projects.Where(p => p.IsTest).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Repository.Projects.Where(p => !p.IsTest && p.References.Any(tests.Contains)).Select(p => p.Name));
    }

    [Fact]
    public void Versions_are_central_and_every_project_has_its_lock_file()
    {
        var versioned = Repository.Projects.Where(p => File.ReadAllText(p.Path).Contains(" Version=", StringComparison.Ordinal)).Select(p => p.Name);
        var unlocked = Repository.Projects
            .Where(p => !File.Exists(Path.Combine(Path.GetDirectoryName(p.Path)!, "packages.lock.json"))).Select(p => p.Name);

        Assert.Empty(versioned);
        Assert.Empty(unlocked);
    }
}
