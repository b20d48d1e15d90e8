using Cto.Connectors.Http;
using Cto.Connectors.OnCall;
using Cto.Domain.Sources;

namespace Cto.Connectors.PagerDuty;

/// <summary>The settings of one PagerDuty source, read and checked.</summary>
internal sealed class PagerDutySettings
{
    public const string OAuthUrl = "oauthUrl";
    public const string ActAs = "actAs";
    public const string DefaultBaseUrl = "https://api.pagerduty.com";
    public const string DefaultOAuthUrl = "https://identity.pagerduty.com";

    /// <exception cref="SourceException">They make no sense.</exception>
    public PagerDutySettings(SourceSettings settings, AddressGuard guard)
    {
        BaseAddress = UsualSettings.AddressOf(settings, guard, DefaultBaseUrl);
        Severities = new(settings);
        History = UsualSettings.HistoryOf(settings);
        Actor = settings.Text(ActAs);
    }

    public Uri BaseAddress { get; }
    public SeverityNames Severities { get; }
    public TimeSpan History { get; }

    /// <summary>The e-mail of the user in whose name incidents are triggered; <see langword="null"/> = whose token it is.</summary>
    public string? Actor { get; }

    /// <summary>Tells cursors made under other settings from those that still hold.</summary>
    public string Fingerprint => $"{BaseAddress.Authority}|{History.Days}";
}
