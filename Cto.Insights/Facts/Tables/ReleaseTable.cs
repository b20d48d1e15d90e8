using Cto.Domain;
using Cto.Domain.Delivery;

namespace Cto.Insights.Facts.Tables;

internal static class ReleaseTable
{
    public static FactTable Create() => new FactTable<Release>(
        FactKinds.Release,
        "release",
        new FactColumns<Release>()
            .Name("repository", fact => fact.Repository, required: true)
            .Name("tag", fact => fact.Tag, required: true)
            .Text("name", fact => fact.Name)
            .Name("commit", fact => fact.Commit)
            .Flag("draft", fact => fact.Draft)
            .Flag("prerelease", fact => fact.Prerelease)
            .Time("created_at", fact => fact.CreatedAt)
            .Time("published_at", fact => fact.PublishedAt));
}
