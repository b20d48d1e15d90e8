using System.Globalization;

namespace Cto.Connectors.Jira;

/// <summary>The natural keys of Jira's things: by their ids, which survive when an issue moves to another project, below the site's name.</summary>
internal sealed class JiraKeys(Uri site)
{
    private readonly string _site = $"jira:{site.Authority}";

    public string Project(string id) => $"{_site}/project/{id}";

    public string Board(long id) => string.Create(CultureInfo.InvariantCulture, $"{_site}/board/{id}");

    public string Sprint(long id) => string.Create(CultureInfo.InvariantCulture, $"{_site}/sprint/{id}");

    public string Issue(string id) => $"{_site}/issue/{id}";

    public string Change(string history, int item) => string.Create(CultureInfo.InvariantCulture, $"{_site}/change/{history}/{item}");

    public string SprintItem(long sprint, string moment, string issue) => string.Create(CultureInfo.InvariantCulture, $"{_site}/sprint/{sprint}/{moment}/{issue}");

    /// <summary>The id or code that Jira's routes take, of what a person or a fact calls the issue.</summary>
    public string IdOrCode(string item) => item.StartsWith($"{_site}/issue/", StringComparison.Ordinal) ? item[(_site.Length + "/issue/".Length)..] : item.Trim();
}
