using Cto.Connectors.OnCall;
using Cto.Domain.Sources;

namespace Cto.Connectors.Datadog;

/// <summary>What the catalogue, the connect form and the API know of Datadog.</summary>
internal static class DatadogDescriptor
{
    public static ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "datadog",
        Title = "Datadog",
        Category = ConnectorCategory.Reliability,
        Brings = "Service levels with their history, monitors, hosts and the metrics that scaling and capacity are judged by.",
        DocumentationUrl = "https://docs.datadoghq.com/api/latest/",
        Limits = "Datadog counts each group of routes for itself and tells it with every answer (metric queries: 1,600 an hour); at most nine tenths of each are used.",
        Settings =
        [
            UsualSettings.Address(DatadogSettings.DefaultBaseUrl, "Of your site: https://api.datadoghq.eu, https://api.us3.datadoghq.com, …"),
            new(DatadogSettings.Metrics, "Metrics", "Name and query, one a line. The names cpu, memory, storage, errors (shares), latency.p95 (seconds) and requests (a second) are known to the scaling and capacity rules.")
            {
                Type = SettingType.List,
                Default = DatadogSettings.DefaultMetrics,
                Placeholder = "cpu = avg:system.cpu.user{*} by {service} / 100",
            },
            DatadogSettings.SliDays,
            DatadogSettings.MetricDays,
            new(DatadogSettings.Incidents, "Incidents", "Whether incidents are kept in Datadog; turn it off where they come from PagerDuty or Opsgenie, or they count twice.") { Type = SettingType.Flag, Default = "true" },
            SeverityNames.Descriptor,
        ],
        Credentials =
        [
            new(
                DatadogCredentials.Kind,
                "API key and application key",
                "Organization Settings → API Keys, and → Application Keys; best of a service account with the role Datadog Read Only.",
                [new(DatadogCredentials.Api, "API key"), new(DatadogCredentials.Application, "Application key")])
            {
                Scopes =
                [
                    new("slos_read", "Service level objectives and their history."),
                    new("timeseries_query", "Samples of service levels, and metrics."),
                    new("monitors_read", "Monitors.", Required: false),
                    new("hosts_read", "Hosts.", Required: false),
                    new("incident_read", "Incidents.", Required: false),
                ],
            },
        ],
        Streams = DatadogStreams.All,
    };
}
