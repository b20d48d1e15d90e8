using Cto.Connectors.Aws.CostExplorer;
using Cto.Connectors.Aws.Signing;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Aws;

/// <summary>One AWS source for the length of a call: its settings, its services.</summary>
internal sealed class AwsSession
{
    private readonly AwsSessions _sessions;
    private readonly AwsDialect _costs;
    private readonly AwsDialect _hub;
    private readonly IAwsKeys _keys;
    private readonly IAwsCostExplorerApi _explorer;
    private readonly IAwsCommitmentApi _commitments;
    private readonly IAwsOptimizationHubApi _recommendations;

    public AwsSession(AwsSessions sessions, AwsSettings settings, SourceConnection source)
    {
        (_sessions, Settings) = (sessions, settings);
        _keys = sessions.Keys(settings, source);
        _costs = sessions.Dialect(AwsService.CostExplorer, settings, _keys);
        _hub = sessions.Dialect(AwsService.OptimizationHub, settings, _keys);
        var costs = sessions.Http(settings.CostExplorer, _costs);
        _explorer = costs.For<IAwsCostExplorerApi>(AwsJson.Default);
        _commitments = costs.For<IAwsCommitmentApi>(AwsJson.Default);
        _recommendations = sessions.Http(settings.OptimizationHub, _hub).For<IAwsOptimizationHubApi>(AwsJson.Default);
        Sts = sessions.Query(AwsService.Sts, settings.Sts, settings, _keys);
    }

    public AwsSettings Settings { get; }

    public TimeProvider Clock => _sessions.Clock;

    public AwsQueryService Sts { get; }

    /// <summary>Today, as bills count days.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    /// <summary>IAM of each account that is read: the own one first.</summary>
    public IEnumerable<(AwsQueryService Iam, AwsQueryService Sts)> Accounts() =>
        Settings.FurtherRoles.Select(role => _sessions.Assume(role, Settings, _keys)).Prepend(_keys)
            .Select(keys => (_sessions.Query(AwsService.Iam, Settings.Iam, Settings, keys), _sessions.Query(AwsService.Sts, Settings.Sts, Settings, keys)));

    /// <summary>Asks Cost Explorer.</summary>
    public Task<T> AskAsync<T>(Func<IAwsCostExplorerApi, Task<Answer<T>>> ask) => _costs.AskAsync(() => ask(_explorer));

    /// <summary>Asks Cost Explorer about commitments.</summary>
    public Task<T> AskAsync<T>(Func<IAwsCommitmentApi, Task<Answer<T>>> ask) => _costs.AskAsync(() => ask(_commitments));

    /// <summary>Asks the Cost Optimization Hub, which is free.</summary>
    public Task<T> AskAsync<T>(Func<IAwsOptimizationHubApi, Task<Answer<T>>> ask) => _hub.AskAsync(() => ask(_recommendations));
}

/// <summary>Opens AWS sources.</summary>
internal sealed class AwsSessions(SourceHttpFactory http, AddressGuard guard, AwsClocks clocks, AwsRoles roles, TimeProvider clock)
{
    public TimeProvider Clock => clock;

    /// <exception cref="SourceException">Settings or credentials make no sense.</exception>
    public AwsSession Open(SourceConnection source) => new(this, new(source.Settings, guard), source);

    public SourceHttp Http(Uri address, AwsDialect dialect) => http.Open(address, dialect);

    public AwsDialect Dialect(AwsService service, AwsSettings settings, IAwsKeys keys) => new(service, settings.SigningRegion, keys, clocks);

    public AwsQueryService Query(AwsService service, Uri address, AwsSettings settings, IAwsKeys keys)
    {
        var dialect = Dialect(service, settings, keys);
        return new(dialect, address, Http(address, dialect).For<IAwsQueryApi>(AwsJson.Default));
    }

    public IAwsKeys Keys(AwsSettings settings, SourceConnection source)
    {
        var own = AwsCredentials.Of(source.Credentials);
        return settings.Role is { } role ? Assume(role, settings, own) : own;
    }

    public IAwsKeys Assume(string role, AwsSettings settings, IAwsKeys by) => roles.Assume(role, by, Query(AwsService.Sts, settings.Sts, settings, by));
}
