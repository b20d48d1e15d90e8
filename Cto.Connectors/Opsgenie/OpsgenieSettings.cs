using Cto.Connectors.Http;
using Cto.Connectors.OnCall;
using Cto.Domain.Sources;

namespace Cto.Connectors.Opsgenie;

/// <summary>The settings of one Opsgenie source, read and checked.</summary>
internal sealed class OpsgenieSettings
{
    public const string BaseUrl = "baseUrl";
    public const string DefaultBaseUrl = "https://api.opsgenie.com";

    /// <exception cref="SourceException">They make no sense.</exception>
    public OpsgenieSettings(SourceSettings settings, AddressGuard guard)
    {
        BaseAddress = guard.Parse(settings.Text(BaseUrl) ?? DefaultBaseUrl);
        Severities = new(settings);
        History = HistorySetting.Read(settings);
    }

    public Uri BaseAddress { get; }
    public SeverityNames Severities { get; }
    public TimeSpan History { get; }

    /// <summary>Tells cursors made under other settings from those that still hold.</summary>
    public string Fingerprint => $"{BaseAddress.Authority}|{History.Days}";
}
