using Cto.Upstreams.World;
using Cto.Upstreams.World.Findings;

namespace Cto.Upstreams.Snyk;

/// <summary>The organisation at Snyk: its projects, and what was found in each.</summary>
internal sealed class SnykAccount
{
    private readonly Company _company;
    private readonly Lazy<IReadOnlyList<SnykIssue>> _issues;

    public SnykAccount(Company company)
    {
        _company = company;
        Id = company.Dice("snyk/organization").Uuid();
        Projects = [.. company.Repositories.SelectMany(Of)];
        _issues = new(Found);
    }

    public string Id { get; }

    public DateTimeOffset CreatedAt => _company.Founded.AddDays(-200);

    public IReadOnlyList<SnykProject> Projects { get; }

    /// <summary>Everything that was or will be found, in Snyk's order: by the project's id.</summary>
    public IReadOnlyList<SnykIssue> Issues => _issues.Value;

    private IEnumerable<SnykProject> Of(Repository repository)
    {
        SnykProject Project(string type, string? manifest) => new(this, _company.Dice("snyk/project", repository.Name, type).Uuid(), repository, type, manifest) { CreatedAt = _company.Founded.AddDays(-100 + repository.Number) };
        if (Stack.EcosystemOf(repository) is { } ecosystem)
        {
            yield return Project(ecosystem switch { "Maven" => repository.Language == "Kotlin" ? "gradle" : "maven", "PyPI" => "pip", "Go" => "gomodules", _ => "npm" }, Stack.ManifestOf(repository));
            yield return Project("sast", null);
        }

        if (repository.Service is not null)
        {
            yield return Project("deb", Stack.ImageManifest);
        }
    }

    private List<SnykIssue> Found()
    {
        var projects = Projects.ToLookup(project => project.Repository);
        SnykProject In(Repository repository, Func<SnykProject, bool> which) => projects[repository].First(which);
        return
        [
            .. _company.Findings.All.Where(finding => finding.BySnyk)
                .Select(finding => new SnykIssue(_company.Dice("snyk/issue", finding.Id).Uuid(), In(finding.Repository, project => project.Manifest == finding.Manifest)) { Finding = finding })
                .Concat(_company.Findings.Code.Where(finding => finding.BySnyk)
                    .Select(finding => new SnykIssue(_company.Dice("snyk/code", finding.Repository.Name, $"{finding.Number}").Uuid(), In(finding.Repository, project => project.Type == "sast")) { Code = finding }))
                .OrderBy(issue => issue.Id, StringComparer.Ordinal),
        ];
    }
}

/// <summary>A manifest, an image or the code of a repository.</summary>
/// <param name="Manifest"><see langword="null"/> for code.</param>
internal sealed record SnykProject(SnykAccount Account, string Id, Repository Repository, string Type, string? Manifest)
{
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>As it was imported: GitHub's name, or GitLab's path.</summary>
    public string Target => Repository.Path;

    /// <summary>Whom it belongs to runs in production; libraries and apps are under development.</summary>
    public string Lifecycle => Repository.Service is null ? "development" : "production";

    public string Exposure => Repository.Service is { Tier: 1 } ? "external" : "internal";
}

/// <summary>A weakness in a package (<see cref="Finding"/>) or in code (<see cref="Code"/>).</summary>
internal sealed record SnykIssue(string Id, SnykProject Project)
{
    public Finding? Finding { get; init; }
    public CodeFinding? Code { get; init; }

    public DateTimeOffset FoundAt => Finding?.FoundAt ?? Code!.FoundAt;

    public DateTimeOffset? FixedAt => Finding is null ? Code!.FixedAt : Finding.FixedAt;

    public bool IsVisible(DateTimeOffset now) => FoundAt <= now;

    public bool IsFixed(DateTimeOffset now) => FixedAt <= now;

    public bool IsIgnored(DateTimeOffset now) => Finding?.IsIgnored(now) ?? Code!.IsDismissed(now);

    public DateTimeOffset UpdatedAt(DateTimeOffset now) => Finding?.UpdatedAt(now) ?? Code!.UpdatedAt(now);
}
