using Cto.Domain;
using Cto.Domain.Delivery;

namespace Cto.Insights.Facts.Tables;

internal static class CommitTable
{
    public static FactTable Create() => new FactTable<Commit>(
        FactKinds.Commit,
        "commit",
        new FactColumns<Commit>()
            .Name("repository", fact => fact.Repository, required: true)
            .Name("sha", fact => fact.Sha, required: true)
            .Text("subject", fact => fact.Subject)
            .Name("author", fact => fact.Author)
            .Name("author_email", fact => fact.AuthorEmail)
            .Flag("bot", fact => fact.Bot)
            .Time("authored_at", fact => fact.AuthoredAt)
            .Time("committed_at", fact => fact.CommittedAt)
            .Flag("mainline", fact => fact.Mainline)
            .Flag("merge", fact => fact.Merge)
            .Time("first_commit_at", fact => fact.FirstCommitAt, keepIfNull: true)
            .Texts("reverts", fact => fact.Reverts),
        new DirtyMarks(DirtyMarks.None, "t.repository", "t.committed_at"));
}
