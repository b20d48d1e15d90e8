using System.Globalization;

namespace Cto.Connectors.GitHub;

/// <summary>The natural keys of GitHub's things: by their numeric ids, which survive renames and transfers, below the server's name unless it is github.com.</summary>
internal sealed class GitHubKeys(Uri baseAddress)
{
    private readonly string _server = baseAddress.Host.Equals("api.github.com", StringComparison.OrdinalIgnoreCase) ? "github:" : $"github:{baseAddress.Authority}/";

    public string Repository(long id) => Key("repository", id);

    public string PullRequest(long id) => Key("pull", id);

    public string Review(long id) => Key("review", id);

    public string Deployment(long id) => Key("deployment", id);

    public string DeploymentByRun(long id) => Key("deployment/run", id);

    public string DeploymentByRelease(long id) => Key("deployment/release", id);

    public string Run(long id) => Key("run", id);

    public string Release(long id) => Key("release", id);

    private string Key(string kind, long id) => string.Create(CultureInfo.InvariantCulture, $"{_server}{kind}/{id}");
}
