using Cto.Domain.Sources;

namespace Cto.Connectors.CircleCI;

/// <summary>Tries a connection live: as whom, and whether the pipelines of each list are in reach.</summary>
internal sealed class CircleCheck(CircleSessions sessions)
{
    public async Task<SourceCheck> RunAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var user = await session.Api.MeAsync(cancellationToken);
        var (found, warnings, faults) = (new List<string>(), new List<string>(), new List<SourceException>());
        foreach (var list in session.Settings.Lists)
        {
            try
            {
                var newest = (await session.PipelinesAsync(list, null, cancellationToken)).Items?.OfType<CirclePipeline>().FirstOrDefault();
                found.Add(list);
                warnings.AddRange(newest is null ? [$"{list} has no pipeline yet."] : Array.Empty<string>());
            }
            catch (SourceException e) when (e.Fault is SourceFault.NotFound or SourceFault.Forbidden)
            {
                faults.Add(e);
                warnings.Add($"{list} cannot be read, so its runs will be missing: {e.Message}");
            }
        }

        return found.Count == 0
            ? throw faults[0]
            : new($"Connected as {user.Login ?? user.Name ?? "an unnamed account"}: the pipelines of {string.Join(", ", found)} are in reach.") { Warnings = warnings };
    }
}
