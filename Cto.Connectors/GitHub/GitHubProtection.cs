using Cto.Domain.Governance;

namespace Cto.Connectors.GitHub;

/// <summary>The classic protection of a branch.</summary>
internal sealed class GitHubProtection
{
    public GitHubStatusChecks? RequiredStatusChecks { get; set; }
    public GitHubSwitch? EnforceAdmins { get; set; }
    public GitHubReviewRule? RequiredPullRequestReviews { get; set; }
    public GitHubSwitch? AllowForcePushes { get; set; }
    public GitHubSwitch? AllowDeletions { get; set; }
    public GitHubSwitch? RequiredSignatures { get; set; }

    /// <summary>What holds for a branch by its classic protection and by the rulesets together: the stricter of both.</summary>
    /// <param name="classic"><see langword="null"/> = it has none.</param>
    /// <param name="rules">The rules of active rulesets; empty = none.</param>
    public static BranchProtection ToFact(GitHubKeys keys, GitHubRepository repository, GitHubProtection? classic, IReadOnlyList<GitHubBranchRule> rules, DateTimeOffset readAt)
    {
        var reviews = classic?.RequiredPullRequestReviews;
        var branch = repository.DefaultBranch!;
        return new()
        {
            Key = keys.BranchProtection(repository.Id, branch),
            ChangedAt = readAt,
            Url = $"{repository.HtmlUrl}/settings/branches",
            Repository = repository.FullName!,
            Branch = branch,
            Protected = classic is not null || rules.Count > 0,
            RequiredApprovals = rules.Select(rule => rule.Parameters?.RequiredApprovingReviewCount).Append(reviews?.RequiredApprovingReviewCount).Max() ?? 0,
            CodeOwnerReview = reviews?.RequireCodeOwnerReviews == true || rules.Any(rule => rule.Parameters?.RequireCodeOwnerReview == true),
            RequiredChecks = [.. (classic?.RequiredStatusChecks?.Names() ?? []).Concat(rules.SelectMany(rule => rule.Parameters?.Checks() ?? [])).Distinct(StringComparer.Ordinal)],
            // Who may pass a ruleset by is told to its administrators only.
            AppliesToAdministrators = classic is null && rules.Count > 0 ? null : classic?.EnforceAdmins?.Enabled == true,
            ForcePushAllowed = classic?.AllowForcePushes?.Enabled != false && !rules.Any(rule => rule.Type == "non_fast_forward"),
            // GitHub never lets go of the default branch, protected or not, unless a protection allows it.
            DeletionAllowed = classic?.AllowDeletions?.Enabled == true && !rules.Any(rule => rule.Type == "deletion"),
            SignedCommits = classic?.RequiredSignatures?.Enabled == true || rules.Any(rule => rule.Type == "required_signatures"),
            ReadAt = readAt,
        };
    }
}

/// <summary>Something that is on or off.</summary>
internal sealed class GitHubSwitch
{
    public bool? Enabled { get; set; }
}

/// <summary>The checks that must pass.</summary>
internal sealed class GitHubStatusChecks
{
    public string?[]? Contexts { get; set; }
    public GitHubCheckName?[]? Checks { get; set; }

    /// <summary>Their names, which GitHub tells twice.</summary>
    public IEnumerable<string> Names() => (Contexts ?? []).Concat((Checks ?? []).Select(check => check?.Context)).OfType<string>();
}

/// <summary>One check by name.</summary>
internal sealed class GitHubCheckName
{
    public string? Context { get; set; }
}

/// <summary>The reviews that are needed.</summary>
internal sealed class GitHubReviewRule
{
    public bool? RequireCodeOwnerReviews { get; set; }
    public int? RequiredApprovingReviewCount { get; set; }
}

/// <summary>One rule of a ruleset that holds for a branch.</summary>
internal sealed class GitHubBranchRule
{
    public string? Type { get; set; }
    public GitHubRuleParameters? Parameters { get; set; }
}

/// <summary>What a rule demands; each type fills its own part.</summary>
internal sealed class GitHubRuleParameters
{
    public int? RequiredApprovingReviewCount { get; set; }
    public bool? RequireCodeOwnerReview { get; set; }
    public GitHubCheckName?[]? RequiredStatusChecks { get; set; }

    /// <summary>The names of the checks that must pass.</summary>
    public IEnumerable<string> Checks() => (RequiredStatusChecks ?? []).Select(check => check?.Context).OfType<string>();
}
