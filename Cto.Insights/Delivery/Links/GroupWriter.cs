using Npgsql;

namespace Cto.Insights.Delivery.Links;

/// <summary>Writes what a group's rows have become.</summary>
internal static class GroupWriter
{
    private const string OfServices = "service = any($1)";

    // The empty service is everybody's: of it a group owns the rows of its repositories only.
    private const string OfRepositories = "service = '' and repository = any($1)";

    private const string LinkedBy = "linked_by = any($1)";

    public static async Task<long> WriteAsync(NpgsqlConnection connection, LinkGroup group, GroupLinks links, CancellationToken cancellationToken)
    {
        var services = group.ServiceNames.Where(name => name.Length > 0).ToArray();
        var owned = links.Changes.ToLookup(change => change.Service.Length > 0);
        var written = await LinkTables.Deployments.ReplaceAsync(
            connection, OfServices, services, links.Deployments, row => [row.Link.Deployment.Key], cancellationToken);
        written += await LinkTables.Days.ReplaceAsync(connection, OfServices, services, [.. DayRow.Of(links.Deployments)], row => [row.Service, row.Day], cancellationToken);
        written += await LinkTables.Changes.ReplaceAsync(connection, OfServices, services, [.. owned[true]], KeyOf, cancellationToken);
        written += await LinkTables.Changes.ReplaceAsync(connection, OfRepositories, [.. group.Spellings], [.. owned[false]], KeyOf, cancellationToken);
        return written + await LinkTables.Incidents.ReplaceAsync(
            connection, LinkedBy, [.. group.ServiceNames], links.Incidents, row => [row.Link.Incident.Key], cancellationToken);
    }

    private static string[] KeyOf(ChangeRow row) => [row.Service, row.Link.Change.Fact.Kind, row.Link.Change.Fact.Key];
}
