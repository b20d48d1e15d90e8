using Cto.Domain.Sources;

namespace Cto.Connectors.SonarQube;

/// <summary>SonarQube, on a server of one's own or in the cloud.</summary>
internal sealed class SonarConnector(SonarSessions sessions, SonarBindings bindings, SonarCheck check, SonarWebhooks webhooks) : ISourceConnector
{
    public ConnectorDescriptor Descriptor => SonarDescriptor.Descriptor;

    public IWebhookReceiver Webhooks => webhooks;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => check.RunAsync(source, cancellationToken);

    public IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        SonarReader reader = stream switch
        {
            SonarDescriptor.QualityGates => new GateReader(session),
            SonarDescriptor.Measures => new MeasureReader(session),
            SonarDescriptor.IssueCounts => new IssueCountReader(session),
            _ => throw new ArgumentException($"SonarQube has no stream '{stream}'.", nameof(stream)),
        };
        return new SonarPull(session, reader).RunAsync(cursor, cancellationToken);
    }

    public Task ForgetAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        bindings.Forget(source.SourceId);
        return Task.CompletedTask;
    }
}
