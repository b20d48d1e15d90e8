using Cto.Domain;
using Cto.Domain.Catalogue;

namespace Cto.Insights.Facts.Tables;

/// <summary>The tables of what the company is made of.</summary>
internal static class CatalogueTables
{
    public static IEnumerable<FactTable> All => [Component(), Person(), Repository(), Team()];

    private static FactTable<Component> Component() => new(FactKinds.Component, new FactColumns<Component>()
        .Name("repository", fact => fact.Repository, required: true)
        .Name("package", fact => fact.Package, required: true)
        .Name("ecosystem", fact => fact.Ecosystem, required: true)
        .Name("name", fact => fact.Name, required: true)
        .Name("version", fact => fact.Version)
        .Name("manifest", fact => fact.Manifest)
        .Flag("direct", fact => fact.Direct));

    private static FactTable<Person> Person() => new(FactKinds.Person, new FactColumns<Person>()
        .Name("name", fact => fact.Name, required: true)
        .Email("email", fact => fact.Email)
        .Name("team", fact => fact.Team)
        .Text("title", fact => fact.Title)
        .Choice<PersonStatus>("status", fact => fact.Status)
        .Time("left_at", fact => fact.LeftAt));

    private static FactTable<Repository> Repository() => new(FactKinds.Repository, new FactColumns<Repository>()
        .Name("name", fact => fact.Name, required: true)
        .Text("description", fact => fact.Description)
        .Name("default_branch", fact => fact.DefaultBranch)
        .Flag("private", fact => fact.Private)
        .Flag("archived", fact => fact.Archived)
        .Map("languages", fact => fact.Languages)
        .Texts("topics", fact => fact.Topics)
        .Text("catalog_info", fact => fact.CatalogInfo, Domain.Catalogue.Repository.LongestCatalogInfo)
        .Time("created_at", fact => fact.CreatedAt)
        .Time("pushed_at", fact => fact.PushedAt));

    private static FactTable<Team> Team() => new(FactKinds.Team, new FactColumns<Team>()
        .Name("name", fact => fact.Name, required: true)
        .Texts("members", fact => fact.Members)
        .Name("channel", fact => fact.Channel));
}
