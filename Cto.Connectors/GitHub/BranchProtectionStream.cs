using Cto.Connectors.Code;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>What the default branch of each repository demands, read every hour: GitHub has no list of it and no change of it is announced.</summary>
internal sealed class BranchProtectionStream(GitHubSession session) : RepositoryStream(session)
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    public override string Title => "branch protection";

    public override async Task<IAsyncEnumerable<RepositoryFacts>> OpenAsync(GitHubRepository repository, RepositoryMark mark, CancellationToken cancellationToken)
    {
        var now = Session.Clock.GetUtcNow();
        if (now - mark.Until < Every || repository.DefaultBranch is not { Length: > 0 } branch)
        {
            return AsyncEnumerable.Empty<RepositoryFacts>();
        }

        var rules = await RulesAsync(repository, branch, cancellationToken);
        var read = mark with { Until = now, Missing = null };
        try
        {
            var classic = (await Session.Security.ProtectionAsync(repository.Owner, repository.Name!, branch, cancellationToken)).Content;
            return One([GitHubProtection.ToFact(Session.Keys, repository, classic, rules, now)], read);
        }
        // GitHub says "Branch not protected" to those who may know, and "Not Found" to the others.
        catch (SourceException e) when (e.Fault is SourceFault.NotFound && (e.Message.Contains("not protected", StringComparison.OrdinalIgnoreCase) || rules.Count > 0))
        {
            return One([GitHubProtection.ToFact(Session.Keys, repository, null, rules, now)], read);
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden or SourceFault.NotFound)
        {
            return One([], read with { Missing = $"whether its branch {HttpFaults.Shorten(branch, 60)} is protected is unknown. {e.Message}" });
        }
    }

    // Servers before 3.11 have no rulesets.
    private async Task<IReadOnlyList<GitHubBranchRule>> RulesAsync(GitHubRepository repository, string branch, CancellationToken cancellationToken)
    {
        try
        {
            var first = await Session.Inventory.BranchRulesAsync(repository.Owner, repository.Name!, branch, GitHubSession.PageSize, cancellationToken);
            return await Session.AllAsync(first, "repos/{owner}/{repo}/rules/branches/{branch}", GitHubJson.Default.GitHubBranchRuleArray!, page => page, cancellationToken);
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound or SourceFault.Forbidden)
        {
            return [];
        }
    }
}
