using Cto.Connectors.GitHub;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.ThreatFeeds;

/// <summary>One source of threat feeds for the length of a call.</summary>
internal sealed class ThreatFeedsSession(ThreatFeedSettings settings, SourceConnection source, IInventory inventory, SourceHttpFactory http, GitHubAppTokens tokens, TimeProvider clock)
{
    private static readonly TimeSpan NvdWindow = TimeSpan.FromSeconds(30);

    private InUse? _inUse;

    public ThreatFeedSettings Settings => settings;

    public TimeProvider Clock => clock;

    public SourceHttp NvdHttp { get; } = http.Open(settings.Nvd, Nist(settings, source.Credentials?.Reveal(ThreatFeedsDescriptor.NvdKey)));

    public SourceHttp GitHubHttp { get; } = http.Open(settings.GitHub, new GitHubDialect(settings.GitHub, GitHubCredentials.Of(Token(source.Credentials), settings.GitHub, tokens)));

    public IKevApi Kev { get; } = http.Open(settings.Kev, new FeedDialect("CISA", settings.Kev.Authority)).For<IKevApi>(ThreatFeedsCamelJson.Default);

    public IEpssApi Epss { get; } = http.Open(settings.Epss, new FeedDialect("FIRST", settings.Epss.Authority)).For<IEpssApi>(ThreatFeedsJson.Default);

    public IOsvApi Osv { get; } = http.Open(settings.Osv, new FeedDialect("OSV", settings.Osv.Authority)).For<IOsvApi>(ThreatFeedsOsvJson.Default);

    public INvdApi Nvd => NvdHttp.For<INvdApi>(ThreatFeedsCamelJson.Default);

    public IGitHubAdvisoryApi GitHub => GitHubHttp.For<IGitHubAdvisoryApi>(ThreatFeedsJson.Default);

    public async Task<InUse> InUseAsync(CancellationToken cancellationToken) => _inUse ??= await InUse.ReadAsync(inventory, source.TenantId, settings, cancellationToken);

    private static SourceCredentials? Token(SourceCredentials? credentials) =>
        credentials?.Fields.TryGetValue(ThreatFeedsDescriptor.GitHubToken, out var token) == true && token.Reveal().Length > 0
            ? new(GitHubCredentials.TokenKind, new Dictionary<string, Secret> { [GitHubCredentials.Token] = token })
            : null;

    // NIST states its limits and sends no headers: 5 requests in 30 seconds as nobody, 50 with a key.
    private static FeedDialect Nist(ThreatFeedSettings settings, string? key) => key is { Length: > 0 }
        ? new("the NVD", $"{settings.Nvd.Authority}/{AccessToken.Identity(key)}") { Key = ("apiKey", key.Trim()), StatedLimit = new(settings.NvdLimit ?? 50, NvdWindow) }
        : new("the NVD", settings.Nvd.Authority) { StatedLimit = new(settings.NvdLimit ?? 5, NvdWindow) };
}

/// <summary>Opens sources of threat feeds.</summary>
internal sealed class ThreatFeedsSessions(IInventory inventory, SourceHttpFactory http, AddressGuard guard, GitHubAppTokens tokens, TimeProvider clock)
{
    /// <exception cref="SourceException">Settings or credentials make no sense.</exception>
    public ThreatFeedsSession Open(SourceConnection source) => new(new(source.Settings, guard), source, inventory, http, tokens, clock);
}
