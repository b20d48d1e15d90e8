using Cto.Domain.Sources;

namespace Cto.Connectors.Snyk;

/// <summary>Tries a connection live: as whom, which organisations and projects are in reach, and whether issues may be read.</summary>
internal sealed class SnykCheck(SnykSessions sessions)
{
    private const int Shown = 3;

    public async Task<SourceCheck> RunAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var organizations = await session.OrganizationsAsync(cancellationToken);
        var who = await WhoAsync(session, cancellationToken);
        var projects = await session.ProjectsAsync(organizations[0].Id!, cancellationToken);
        await session.Api.IssuesAsync(organizations[0].Id!, ISnykApi.Version, null, 10, cancellationToken);

        var names = string.Join(", ", organizations.Take(Shown).Select(Name));
        var more = organizations.Count > Shown ? $" and {organizations.Count - Shown} more" : "";
        return new($"Connected as {who}: {organizations.Count} {(organizations.Count == 1 ? "organisation" : "organisations")} in reach: {names}{more}; {projects.Count} projects in {Name(organizations[0])}.")
        {
            Warnings =
            [
                .. projects.Count == 0 ? [$"{Name(organizations[0])} has no project that the token may see, so it will show no finding."] : Array.Empty<string>(),
                .. projects.Count > 0 && projects.Values.All(project => project.Environment is null)
                    ? ["No project has a lifecycle, so nobody can tell which findings are in production: set it in Snyk under Project → Attributes."]
                    : Array.Empty<string>(),
            ],
        };
    }

    // A group's token may lack the route: then the organisations say enough.
    private static async Task<string> WhoAsync(SnykSession session, CancellationToken cancellationToken)
    {
        try
        {
            var self = (await session.Self.SelfAsync(ISnykApi.Version, cancellationToken)).Data;
            var name = self?.Attributes?.Username ?? self?.Attributes?.Name ?? "an unnamed account";
            return self?.Type is "service_account" ? $"the service account {name}" : name;
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound or SourceFault.Forbidden)
        {
            return "an account that Snyk does not name";
        }
    }

    private static string Name(SnykOrganization organization) => organization.Attributes?.Name ?? organization.Attributes?.Slug ?? organization.Id!;
}
