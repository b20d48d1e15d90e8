using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Jenkins;

/// <summary>One Jenkins source for the length of a call: its settings and its routes.</summary>
internal sealed class JenkinsSession(SourceHttp http, JenkinsSettings settings, TimeProvider clock)
{
    public const int PageSize = 100;

    private const int MaxDepth = 12;
    private const string Build = "number,timestamp,duration,building,result,actions[causes[_class],lastBuiltRevision[SHA1,branch[name]],remoteUrls],changeSet[items[commitId]],changeSets[items[commitId]]";

    private readonly JenkinsFacts _facts = new(settings);

    public SourceHttp Http => http;

    public JenkinsSettings Settings => settings;

    public TimeProvider Clock => clock;

    public IJenkinsApi Api { get; } = http.For<IJenkinsApi>(JenkinsJson.Default);

    /// <summary>The jobs that the credentials may see and the settings mean, through all folders.</summary>
    public async Task<IReadOnlyList<JenkinsJob>> JobsAsync(CancellationToken cancellationToken)
    {
        var found = new List<JenkinsJob>();
        var folders = new Queue<(string Path, int Depth)>([("", 0)]);
        while (folders.TryDequeue(out var folder))
        {
            foreach (var job in await InAsync(folder.Path, cancellationToken))
            {
                if (job.Jobs is null)
                {
                    found.AddRange(settings.Covers(job.FullName!) ? [job] : []);
                }
                else if (folder.Depth < MaxDepth)
                {
                    folders.Enqueue((job.Path, folder.Depth + 1));
                }
            }
        }

        return [.. found.DistinctBy(job => job.FullName)];
    }

    /// <summary>Builds from the newest down.</summary>
    public async Task<IReadOnlyList<JenkinsBuild>> BuildsAsync(JenkinsJob job, int from, int count, CancellationToken cancellationToken)
    {
        var answer = await Api.BuildsAsync(job.Path, $"allBuilds[{Build}]{{{from},{from + count}}}", cancellationToken);
        return [.. (answer.AllBuilds ?? []).OfType<JenkinsBuild>().Where(build => build.Number > 0)];
    }

    public Task<JenkinsBuild> BuildAsync(JenkinsJob job, int number, CancellationToken cancellationToken) => Api.BuildAsync(job.Path, number, Build, cancellationToken);

    /// <summary>What a build comes to, and whether its stages, where they are asked for, were told.</summary>
    public async Task<(IReadOnlyList<Fact> Facts, bool Told)> FactsAsync(JenkinsJob job, JenkinsBuild build, CancellationToken cancellationToken)
    {
        var (facts, told) = (new List<Fact?> { _facts.Run(job, build) }, true);
        if (settings.From is JenkinsDeployments.Jobs && settings.Deploying.EnvironmentOf(job.FullName, job.Name) is { } environment)
        {
            facts.Add(_facts.Deployment(job, build, environment));
        }
        else if (settings.From is JenkinsDeployments.Stages && job.Class is null or "org.jenkinsci.plugins.workflow.job.WorkflowJob")
        {
            var stages = await StagesAsync(job, build, cancellationToken);
            told = stages is not null;
            facts.AddRange((stages ?? []).Select(stage => settings.Deploying.EnvironmentOf(stage.Name) is { } where ? _facts.Deployment(job, build, stage, where) : null));
        }

        return ([.. facts.OfType<Fact>()], told);
    }

    /// <returns><see langword="null"/> when Jenkins does not tell them.</returns>
    private async Task<IReadOnlyList<JenkinsStage>?> StagesAsync(JenkinsJob job, JenkinsBuild build, CancellationToken cancellationToken)
    {
        try
        {
            return [.. ((await Api.StagesAsync(job.Path, build.Number, cancellationToken)).Stages ?? []).OfType<JenkinsStage>()];
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<JenkinsJob>> InAsync(string path, CancellationToken cancellationToken)
    {
        var found = new List<JenkinsJob>();
        var before = new HashSet<string>();
        for (var from = 0; ; from += PageSize)
        {
            var tree = $"jobs[_class,fullName,name,lastBuild[number],jobs[name]{{0,1}}]{{{from},{from + PageSize}}}";
            var page = ((await Api.FolderAsync(path, tree, cancellationToken)).Content.Jobs ?? []).OfType<JenkinsJob>().ToList();
            var named = page.Where(job => job.FullName is { Length: > 0 }).ToList();
            var names = named.Select(job => job.FullName!).ToHashSet();
            new Paging(settings.BaseAddress).Distinct(before, names);
            before = names;
            found.AddRange(named);
            if (page.Count < PageSize)
            {
                return found;
            }
        }
    }
}

/// <summary>Opens Jenkins sources.</summary>
internal sealed class JenkinsSessions(SourceHttpFactory http, AddressGuard guard, TimeProvider clock)
{
    /// <exception cref="SourceException">Settings or credentials make no sense.</exception>
    public JenkinsSession Open(SourceConnection source)
    {
        var settings = new JenkinsSettings(source.Settings, guard);
        return new(http.Open(settings.BaseAddress, new JenkinsDialect(settings.BaseAddress, source.Credentials)), settings, clock);
    }
}
