using System.Globalization;

namespace Cto.Connectors.GitLab;

/// <summary>The natural keys of GitLab's things: by their numeric ids, which survive renames and transfers, below the server's name unless it is gitlab.com.</summary>
internal sealed class GitLabKeys(Uri baseAddress)
{
    /// <summary>What the accounts belong to: <c>gitlab</c>, or the company's own server.</summary>
    public string System { get; } = baseAddress.Host.Equals("gitlab.com", StringComparison.OrdinalIgnoreCase) ? "gitlab" : $"gitlab:{baseAddress.Authority}";

    public string Project(long id) => Key("project", id);

    public string MergeRequest(long id) => Key("merge-request", id);

    public string Note(long id) => Key("note", id);

    public string Deployment(long id) => Key("deployment", id);

    public string Pipeline(long id) => Key("pipeline", id);

    public string User(long id) => Key("user", id);

    public string Release(long project, string tag) => $"{Key("release", project)}/{tag}";

    public string Grant(long project, string user) => Grants(project) + user;

    /// <summary>What the keys of all grants on a project begin with.</summary>
    public string Grants(long project) => $"{Key("grant", project)}/";

    private string Key(string kind, long id) => string.Create(CultureInfo.InvariantCulture, $"{System}{(System.Contains(':') ? '/' : ':')}{kind}/{id}");
}
