using System.Globalization;

namespace Cto.Connectors.GitHub;

/// <summary>The natural keys of GitHub's things: by their numeric ids, which survive renames and transfers, below the server's name unless it is github.com.</summary>
internal sealed class GitHubKeys(Uri baseAddress)
{
    /// <summary>What the accounts belong to: <c>github</c>, or the company's own server.</summary>
    public string System { get; } = baseAddress.Host.Equals("api.github.com", StringComparison.OrdinalIgnoreCase) ? "github" : $"github:{baseAddress.Authority}";

    public string Repository(long id) => Key("repository", id);

    public string PullRequest(long id) => Key("pull", id);

    public string Review(long id) => Key("review", id);

    public string Deployment(long id) => Key("deployment", id);

    public string DeploymentByRun(long id) => Key("deployment/run", id);

    public string DeploymentByRelease(long id) => Key("deployment/release", id);

    public string Run(long id) => Key("run", id);

    public string Release(long id) => Key("release", id);

    public string DependabotAlert(long repository, int number) => Key("dependabot-alert", repository, number.ToString(CultureInfo.InvariantCulture));

    public string CodeAlert(long repository, int number) => Key("code-alert", repository, number.ToString(CultureInfo.InvariantCulture));

    public string BranchProtection(long repository, string branch) => Key("branch-protection", repository, branch);

    public string Component(long repository, string package) => Key("component", repository, package);

    public string Grant(long repository, string user) => Key("grant", repository, user);

    public string Account(long id) => Key("user", id);

    public string Team(long id) => Key("team", id);

    private string Key(string kind, long id, string part) => $"{Key(kind, id)}/{part}";

    private string Key(string kind, long id) => string.Create(CultureInfo.InvariantCulture, $"{System}{(System.Contains(':') ? '/' : ':')}{kind}/{id}");
}
