using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Slack;

/// <summary>The settings of one Slack source, read and checked.</summary>
internal sealed class SlackSettings(SourceSettings settings, AddressGuard guard)
{
    public const string DefaultBaseUrl = "https://slack.com/api";
    public const string OAuthUrl = "oauthUrl";
    public const string DefaultOAuthUrl = "https://slack.com";

    public Uri BaseAddress { get; } = UsualSettings.AddressOf(settings, guard, DefaultBaseUrl);
}
