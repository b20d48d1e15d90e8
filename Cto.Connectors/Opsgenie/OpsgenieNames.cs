using Cto.Domain.Sources;

namespace Cto.Connectors.Opsgenie;

/// <summary>The names of teams and services, which alerts and incidents tell by id alone.</summary>
internal sealed class OpsgenieNames(IReadOnlyList<OpsgenieNamed> teams, IReadOnlyList<OpsgenieService> services, IReadOnlyList<string> warnings)
{
    private readonly Dictionary<string, string> _teams = ById(teams);
    private readonly Dictionary<string, string> _services = ById(services);

    public IReadOnlyList<OpsgenieNamed> Teams => teams;

    public IReadOnlyList<OpsgenieService> Services => services;

    /// <summary>What the numbers lack because the key may not see them.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    public string? Team(string? id) => id is null ? null : _teams.GetValueOrDefault(id);

    public string? Service(string? id) => id is null ? null : _services.GetValueOrDefault(id);

    public static async Task<OpsgenieNames> ReadAsync(OpsgenieSession session, CancellationToken cancellationToken)
    {
        var warnings = new List<string>();
        var teams = await TryAsync("Teams", () =>
            session.AllAsync(session.Account.TeamsAsync(cancellationToken), "v2/teams", OpsgenieJson.Default.OpsgeniePageOpsgenieNamed, _ => false, cancellationToken));
        var services = await TryAsync("Services", () =>
            session.AllAsync(session.Account.ServicesAsync(OpsgenieSession.PageSize, 0, cancellationToken), "v1/services", OpsgenieJson.Default.OpsgeniePageOpsgenieService, _ => false, cancellationToken));
        return new(teams, services, warnings);

        async Task<List<T>> TryAsync<T>(string what, Func<Task<(List<T> Items, bool Complete)>> read)
        {
            try
            {
                var (items, complete) = await read();
                warnings.AddRange(complete ? [] : [OpsgenieSession.Cut(what.ToLowerInvariant())]);
                return items;
            }
            catch (SourceException e) when (e.Fault is SourceFault.Forbidden or SourceFault.NotFound)
            {
                warnings.Add($"{what} cannot be read, so alerts and incidents do not name them: {e.Message}");
                return [];
            }
        }
    }

    private static Dictionary<string, string> ById(IEnumerable<OpsgenieNamed> things) => things
        .Where(thing => thing is { Id.Length: > 0, Name.Length: > 0 })
        .DistinctBy(thing => thing.Id)
        .ToDictionary(thing => thing.Id!, thing => thing.Name!, StringComparer.Ordinal);
}
