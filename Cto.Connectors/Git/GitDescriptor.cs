using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Git;

/// <summary>What the catalogue says of git repositories.</summary>
internal static class GitDescriptor
{
    public const string Commits = "commits";
    public const string Deployments = "deployments";

    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "git",
        Title = "Git",
        Category = ConnectorCategory.Code,
        Brings = "Delivery metrics of any repository without an account: merges as changes, release tags as deployments, reverts and hotfixes as failures.",
        Settings =
        [
            new("location", "Location", "The full path of a repository on this machine, or an address that git can clone.")
            {
                Required = true,
                Placeholder = "https://github.com/owner/name.git",
            },
            new("branch", "Branch", "The branch whose first-parent line holds the changes; the default branch when left empty.") { Placeholder = "main" },
            new("releasePattern", "Release pattern", "Which tags are production deployments: a regular expression for the whole tag, or a text with *.")
            {
                Default = ReleasePattern.Default,
                Placeholder = "release-*",
            },
            new("service", "Service", "The name of what is deployed; the repository's name when left empty."),
            new("environment", "Environment", "Where releases go.") { Default = "production" },
            new("deployments", "Deployments are", "Release tags, or every commit that reaches a branch.")
            {
                Type = SettingType.Choice,
                Choices = ["tags", "branch"],
                Default = "tags",
            },
            new("deploymentBranch", "Deployment branch", "The branch whose commits are deployments; the branch above when left empty."),
            new("squashCommits", "Squash commits are changes", "Whether commits with one parent on the branch count as changes, besides merges.")
            {
                Type = SettingType.Flag,
                Default = "true",
            },
            new("failures", "Reverts and hotfixes are failures", "Whether a revert, or a patch release within 24 hours of a release, marks the deployment before it as failed.")
            {
                Type = SettingType.Flag,
                Default = "true",
            },
            new("repository", "Repository name", "The name that joins it with other sources, such as pull requests: owner/name."),
        ],
        Credentials =
        [
            new(GitAccess.Token, "Access token", "A token that may read the repository, for https addresses.",
            [
                new("username", "User name", Secret: false, Required: false),
                new("token", "Token"),
            ]),
            new(GitAccess.SshKey, "SSH key", "A private key that may read the repository (a deploy key), for ssh addresses.",
            [
                new("privateKey", "Private key", Multiline: true),
                new("passphrase", "Passphrase", Required: false),
                new("hostKey", "Host key (a line of known_hosts)", Secret: false, Required: false),
            ]),
        ],
        Streams =
        [
            new(Commits, "Commits", [FactKinds.Commit]),
            new(Deployments, "Deployments", [FactKinds.Deployment, FactKinds.Service]),
        ],
        DocumentationUrl = "https://git-scm.com/docs/git-clone",
    };
}
