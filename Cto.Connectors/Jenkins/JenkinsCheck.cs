using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Jenkins;

/// <summary>Tries a connection live: which controller, as whom, and which jobs are in reach.</summary>
internal sealed class JenkinsCheck(JenkinsSessions sessions)
{
    private const int Shown = 3;

    public async Task<SourceCheck> RunAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var (who, version) = await WhoAsync(source, session, cancellationToken);
        var jobs = await session.JobsAsync(cancellationToken);
        if (jobs.Count == 0)
        {
            throw new SourceException(SourceFault.NotFound, "Jenkins shows no job that the settings mean.") { Remedy = "Check the jobs in the settings, and that the user has the permission Job/Read on them." };
        }

        var names = string.Join(", ", jobs.Take(Shown).Select(job => job.FullName));
        var more = jobs.Count > Shown ? $" and {jobs.Count - Shown} more" : "";
        var deploys = session.Settings.From is JenkinsDeployments.Jobs && !jobs.Any(job => session.Settings.Deploying.EnvironmentOf(job.FullName, job.Name) is not null);
        return new($"Connected to Jenkins{(version is null ? "" : $" {version}")} {who}: {jobs.Count} {(jobs.Count == 1 ? "job" : "jobs")} in reach: {names}{more}.")
        {
            Warnings = deploys ? ["No job matches the patterns of deployments, so Jenkins will show none."] : [],
        };
    }

    private static async Task<(string Who, string? Version)> WhoAsync(SourceConnection source, JenkinsSession session, CancellationToken cancellationToken)
    {
        if (source.Credentials is null)
        {
            var folder = await session.Api.FolderAsync("", "jobs[name]{0,1}", cancellationToken);
            return ("as nobody", RateLimits.Text(folder.Headers, "X-Jenkins"));
        }

        var user = await session.Api.MeAsync("id,fullName", cancellationToken);
        return ($"as {user.Content.Id ?? user.Content.FullName ?? "an unnamed account"}", RateLimits.Text(user.Headers, "X-Jenkins"));
    }
}
