using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.CircleCI;

/// <summary>One CircleCI source for the length of a call: its settings and its routes.</summary>
internal sealed class CircleSession(SourceHttp http, CircleSettings settings, TimeProvider clock)
{
    public SourceHttp Http => http;

    public CircleSettings Settings => settings;

    public TimeProvider Clock => clock;

    public ICircleApi Api { get; } = http.For<ICircleApi>(CircleJson.Default);

    /// <summary>A page of the pipelines of a project or an organisation, newest first.</summary>
    public Task<CirclePage<CirclePipeline>> PipelinesAsync(string list, string? token, CancellationToken cancellationToken) =>
        CircleSettings.IsOrganization(list) ? Api.OrganizationPipelinesAsync(list, token, cancellationToken) : Api.ProjectPipelinesAsync(list, token, cancellationToken);

    /// <summary>What a pipeline has come to, and whether some of it still runs or waits.</summary>
    public async Task<(IReadOnlyList<Fact> Facts, bool Open)> ReadAsync(CirclePipeline pipeline, CancellationToken cancellationToken)
    {
        var workflows = await AllAsync(token => Api.WorkflowsAsync(pipeline.Id!, token, cancellationToken));
        var facts = new List<Fact?> { workflows.Count == 0 ? CircleFacts.Broken(pipeline) : null };
        foreach (var attempts in workflows.GroupBy(workflow => workflow.Name))
        {
            var attempt = 0;
            foreach (var workflow in attempts.OrderBy(workflow => workflow.CreatedAt))
            {
                facts.Add(CircleFacts.Run(pipeline, workflow, ++attempt));
                facts.AddRange(await DeploymentsAsync(pipeline, workflow, cancellationToken));
            }
        }

        var open = workflows.Count == 0 ? pipeline.State is not "errored" : workflows.Any(workflow => CircleFacts.ResultOf(workflow.Status) is null);
        return ([.. facts.OfType<Fact>()], open);
    }

    private async Task<IEnumerable<Fact?>> DeploymentsAsync(CirclePipeline pipeline, CircleWorkflow workflow, CancellationToken cancellationToken)
    {
        switch (settings.From)
        {
            case CircleDeployments.Workflows when settings.Deploying.EnvironmentOf(workflow.Name) is { } environment:
                return [CircleFacts.Deployment(pipeline, workflow, environment)];
            case CircleDeployments.Jobs when workflow is { Id.Length: > 0, Status: not ("not_run" or "unauthorized") }:
                var jobs = await AllAsync(token => Api.JobsAsync(workflow.Id, token, cancellationToken));
                return jobs.Select(job => settings.Deploying.EnvironmentOf(job.Name) is { } environment ? CircleFacts.Deployment(pipeline, workflow.Id, job, environment) : null);
            default:
                return [];
        }
    }

    /// <summary>A list from its first page to its last.</summary>
    private Task<IReadOnlyList<T>> AllAsync<T>(Func<string?, Task<CirclePage<T>>> read)
        where T : class => http.Pages().AllAsync(read, page => page.Items, page => page.NextPageToken);
}

/// <summary>Opens CircleCI sources.</summary>
internal sealed class CircleSessions(SourceHttpFactory http, AddressGuard guard, TimeProvider clock)
{
    /// <exception cref="SourceException">Settings or credentials make no sense.</exception>
    public CircleSession Open(SourceConnection source)
    {
        var settings = Read(source);
        return new(http.Open(settings.BaseAddress, new CircleDialect(settings.BaseAddress, source.Credentials)), settings, clock);
    }

    public CircleSettings Read(SourceConnection source) => new(source.Settings, guard);
}
