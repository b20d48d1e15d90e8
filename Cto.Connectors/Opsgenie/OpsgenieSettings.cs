using Cto.Connectors.Http;
using Cto.Connectors.OnCall;
using Cto.Domain.Sources;

namespace Cto.Connectors.Opsgenie;

/// <summary>The settings of one Opsgenie source, read and checked.</summary>
internal sealed class OpsgenieSettings
{
    public const string DefaultBaseUrl = "https://api.opsgenie.com";

    /// <exception cref="SourceException">They make no sense.</exception>
    public OpsgenieSettings(SourceSettings settings, AddressGuard guard)
    {
        BaseAddress = UsualSettings.AddressOf(settings, guard, DefaultBaseUrl);
        Severities = new(settings);
        History = UsualSettings.HistoryOf(settings);
    }

    public Uri BaseAddress { get; }
    public SeverityNames Severities { get; }
    public TimeSpan History { get; }

    /// <summary>Tells cursors made under other settings from those that still hold.</summary>
    public string Fingerprint => $"{BaseAddress.Authority}|{History.Days}";
}
