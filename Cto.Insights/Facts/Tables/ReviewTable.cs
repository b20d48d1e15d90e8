using Cto.Domain;
using Cto.Domain.Delivery;

namespace Cto.Insights.Facts.Tables;

internal static class ReviewTable
{
    public static FactTable Create() => new FactTable<Review>(
        FactKinds.Review,
        "review",
        new FactColumns<Review>()
            .Name("pull_request", fact => fact.PullRequest, required: true)
            .Name("repository", fact => fact.Repository, required: true)
            .Name("reviewer", fact => fact.Reviewer)
            .Flag("bot", fact => fact.Bot)
            .Time("submitted_at", fact => fact.SubmittedAt)
            .Choice<ReviewState>("state", fact => fact.State),
        new DirtyMarks(DirtyMarks.None, "t.repository", "t.submitted_at"));
}
