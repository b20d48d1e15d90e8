namespace Cto.Upstreams.World;

/// <summary>A repository: one for each service, and six without one.</summary>
/// <param name="Number">From 0; the same for ever.</param>
/// <param name="Name">Without its owner.</param>
/// <param name="Team">Who works in it.</param>
/// <param name="Service">What it holds; <see langword="null"/> for libraries, apps and documents.</param>
/// <param name="Forge">Where it is kept.</param>
/// <param name="Language">Of most of its code.</param>
internal sealed record Repository(int Number, string Name, Team Team, Service? Service, Forge Forge, string Language)
{
    /// <summary>At GitHub, and in vendors that took its name from there: <c>acme/checkout-service</c>.</summary>
    public string FullName => $"{Company.Login}/{Name}";

    /// <summary>GitLab's path; only Mobile's repositories are there.</summary>
    public string GitLabPath => $"{Company.Login}/{Team.Slug}/{Name}";

    /// <summary>As its forge names it.</summary>
    public string Path => Forge is Forge.GitLab ? GitLabPath : FullName;

    /// <summary>The numeric id at its forge.</summary>
    public long Id => 41_000_000 + (Number * 7919);

    public override string ToString() => Name;
}

/// <summary>The thirty repositories.</summary>
internal static class RepositoryList
{
    private static readonly (string Name, string Team, Forge Forge, string Language)[] Others =
    [
        ("ios-app", "Mobile", Forge.GitLab, "Swift"),
        ("android-app", "Mobile", Forge.GitLab, "Kotlin"),
        ("design-system", "Growth", Forge.GitHub, "TypeScript"),
        ("shared-protos", "Platform", Forge.GitHub, "Go"),
        ("data-contracts", "Data", Forge.GitHub, "Python"),
        ("engineering-handbook", "Internal Tools", Forge.GitHub, "Shell"),
    ];

    public static IReadOnlyList<Repository> Of(Company company) =>
    [
        .. company.Services.Select((service, number) => new Repository(number, service.Name, service.Team, service, service.Forge, service.Language)),
        .. Others.Select((other, place) => new Repository(company.Services.Count + place, other.Name, company.Team(other.Team), null, other.Forge, other.Language)),
    ];
}
