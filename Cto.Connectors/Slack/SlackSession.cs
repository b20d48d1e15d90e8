using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Slack;

/// <summary>One Slack source for the length of a call.</summary>
internal sealed class SlackSession(SourceHttp http, SlackSettings settings, TimeProvider clock)
{
    /// <summary>What Slack recommends at the most.</summary>
    public const int PageSize = 200;

    public SourceHttp Http => http;

    public SlackSettings Settings => settings;

    public TimeProvider Clock => clock;

    public ISlackApi Api { get; } = http.For<ISlackApi>(SlackJson.Default);

    public ISlackYoungerApi Younger { get; } = http.For<ISlackYoungerApi>(SlackJson.Default);

    /// <summary>As whom the token speaks.</summary>
    public async Task<SlackIdentity> IdentityAsync(CancellationToken cancellationToken) => Sure(await Api.IdentityAsync(cancellationToken), "The token");

    /// <summary>The workspace of the token.</summary>
    public async Task<SlackWorkspace> WorkspaceAsync(CancellationToken cancellationToken)
    {
        var identity = await IdentityAsync(cancellationToken);
        return new(
            identity.TeamId ?? throw new SourceException(SourceFault.UnexpectedReply, "Slack does not say which workspace the token is of."),
            identity.Team ?? identity.TeamId,
            Uri.TryCreate(identity.Url, UriKind.Absolute, out var address) ? address : null);
    }

    public async Task<SlackUsers> UsersAsync(string? cursor, CancellationToken cancellationToken) =>
        Sure(await Api.UsersAsync(PageSize, cursor, cancellationToken), "The members");

    public async Task<SlackChannels> ChannelsAsync(string types, bool withoutArchived, string? cursor, CancellationToken cancellationToken) =>
        Sure(await Api.ChannelsAsync(types, withoutArchived, PageSize, cursor, cancellationToken), "The channels");

    /// <summary>The answer, when it is one.</summary>
    /// <exception cref="SourceException">It is a fault.</exception>
    public T Sure<T>(T answer, string what)
        where T : SlackAnswer
    {
        answer.Require(what, clock.GetUtcNow());
        return answer;
    }
}

/// <summary>Opens Slack sources.</summary>
internal sealed class SlackSessions(SourceHttpFactory http, AddressGuard guard, TimeProvider clock)
{
    /// <exception cref="SourceException">Settings or credentials make no sense.</exception>
    public SlackSession Open(SourceConnection source)
    {
        var settings = new SlackSettings(source.Settings, guard);
        return new(http.Open(settings.BaseAddress, new SlackDialect(settings.BaseAddress, SlackCredentials.Of(source.Credentials))), settings, clock);
    }
}
