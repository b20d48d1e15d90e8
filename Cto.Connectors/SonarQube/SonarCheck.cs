using System.Globalization;
using System.Text;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.SonarQube;

/// <summary>Tries a connection live: which server, as whom, which projects are in reach and how long the token lasts.</summary>
internal sealed class SonarCheck(SonarSessions sessions)
{
    private const int Shown = 3;

    public async Task<SourceCheck> RunAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var user = await session.More.CurrentUserAsync(cancellationToken);
        if (user.Content.IsLoggedIn == false)
        {
            throw new SourceException(SourceFault.Unauthorized, "SonarQube does not accept the credentials.");
        }

        var (projects, _) = await session.ProjectsAsync(cancellationToken);
        if (projects.Count == 0)
        {
            throw new SourceException(SourceFault.NotFound, "SonarQube shows no project that the settings mean.") { Remedy = "Check the organisation and the projects in the settings, and that the token's owner has the right Browse on them." };
        }

        var newest = projects[^1];
        await session.Api.GateAsync(newest.Key!, cancellationToken);
        var names = string.Join(", ", projects.Take(Shown).Select(project => project.Name ?? project.Key));
        var more = projects.Count > Shown ? $" and {projects.Count - Shown} more" : "";
        var never = projects.Count(project => project.AnalysisDate is null);
        return new($"Connected to {await ServerAsync(source, session, cancellationToken)} as {user.Content.Login ?? "an unnamed account"}: {projects.Count} {(projects.Count == 1 ? "project" : "projects")} in reach: {names}{more}.")
        {
            Warnings =
            [
                .. never > 0 ? [$"{never} of them {(never == 1 ? "was" : "were")} never analysed and {(never == 1 ? "has" : "have")} no measures."] : Array.Empty<string>(),
                .. await session.RepositoryOfAsync(newest.Key!, cancellationToken) is null
                    ? [$"SonarQube does not tell the repository of {newest.Name ?? newest.Key}: bind it there, or name it in the settings, so that its measures find their service."]
                    : Array.Empty<string>(),
            ],
            CredentialExpiresAt = Expiry(RateLimits.Text(user.Headers, "SonarQube-Authentication-Token-Expiration")),
        };
    }

    internal static DateTimeOffset? Expiry(string? header) =>
        DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    private async Task<string> ServerAsync(SourceConnection source, SonarSession session, CancellationToken cancellationToken)
    {
        if (session.Settings.CloudOrganization is { } organization)
        {
            return $"{organization} in SonarQube Cloud";
        }

        try
        {
            var version = Encoding.UTF8.GetString((await sessions.OpenV2(source).VersionAsync(cancellationToken)).Content).Trim();
            return version.Length is > 0 and <= 30 && char.IsAsciiDigit(version[0]) ? $"SonarQube {version}" : "SonarQube";
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound or SourceFault.Forbidden)
        {
            // Before 10.x there is no second version of the API.
            return "SonarQube";
        }
    }
}
