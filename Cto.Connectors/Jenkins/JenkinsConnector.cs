using Cto.Domain.Sources;

namespace Cto.Connectors.Jenkins;

/// <summary>Jenkins, which each company has on a server of its own.</summary>
internal sealed class JenkinsConnector(JenkinsSessions sessions, JenkinsCheck check) : ISourceConnector
{
    public ConnectorDescriptor Descriptor => JenkinsDescriptor.Descriptor;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => check.RunAsync(source, cancellationToken);

    public IAsyncEnumerable<FactPage> PullAsync(SourceConnection source, string stream, string? cursor, CancellationToken cancellationToken) => stream == JenkinsDescriptor.Builds
        ? new BuildPull(sessions.Open(source)).RunAsync(cursor, cancellationToken)
        : throw new ArgumentException($"Jenkins has no stream '{stream}'.", nameof(stream));
}
