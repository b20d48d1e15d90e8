using Cto.Insights.Delivery;

namespace Cto.Insights.PullRequests;

/// <summary>Which team owns which repository: the team of a service that is built from it.</summary>
internal static class Teams
{
    public const string None = "no team";

    /// <summary>Where services of several teams share a repository, it is the first one's by name of the service.</summary>
    public static IReadOnlyDictionary<string, string> ByRepository(IEnumerable<ServiceRow> services)
    {
        var teams = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var service in services.Where(service => service.Team is not null).OrderBy(service => service.Name, StringComparer.Ordinal))
        {
            foreach (var repository in service.Repositories)
            {
                teams.TryAdd(repository, service.Team!);
            }
        }

        return teams;
    }
}
