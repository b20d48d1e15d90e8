using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.GoogleCloud;

/// <summary>One Google Cloud source for the length of a call.</summary>
internal sealed record GoogleCloudSession(GoogleCloudSettings Settings, ServiceAccountKey Key, SourceHttp Http, TimeProvider Clock)
{
    public IBigQueryApi BigQuery { get; } = Http.For<IBigQueryApi>(GoogleCloudJson.Default);

    /// <summary>Where queries run.</summary>
    public string Project => Settings.JobProject ?? Key.Project;
}

/// <summary>Opens Google Cloud sources, and keeps their tokens.</summary>
internal sealed class GoogleCloudSessions(SourceHttpFactory http, AddressGuard guard, TimeProvider clock)
{
    private readonly KeptTokens<Secret> _tokens = new(clock);

    /// <exception cref="SourceException">Settings or credentials make no sense.</exception>
    public GoogleCloudSession Open(SourceConnection source)
    {
        var settings = new GoogleCloudSettings(source.Settings, guard);
        var key = ServiceAccountKey.Of(source.Credentials);
        var identity = $"{settings.Tokens.Authority}/{key.Identity}";
        var dialect = new GoogleCloudDialect("BigQuery", identity, token => _tokens.GetAsync(identity, asking => AskAsync(settings, key, identity, asking), token), () => _tokens.Forget(identity));
        return new(settings, key, http.Open(settings.BigQuery, dialect), clock);
    }

    private async Task<KeptToken<Secret>> AskAsync(GoogleCloudSettings settings, ServiceAccountKey key, string identity, CancellationToken cancellationToken)
    {
        var api = http.Open(settings.Tokens, new GoogleCloudDialect("Google", identity, null, static () => { })).For<IGoogleTokenApi>(GoogleCloudJson.Default);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer",
            ["assertion"] = key.Assertion(new Uri(settings.Tokens, "token"), clock.GetUtcNow()),
        };
        var answer = (await api.TokenAsync(form, cancellationToken)).Content;
        return new(
            new(answer.AccessToken ?? throw new SourceException(SourceFault.UnexpectedReply, "Google gave no token.")),
            clock.GetUtcNow().AddSeconds(answer.ExpiresIn ?? 600));
    }
}
