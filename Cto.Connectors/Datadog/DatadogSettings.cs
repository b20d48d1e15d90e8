using System.Globalization;
using Cto.Connectors.Http;
using Cto.Connectors.OnCall;
using Cto.Domain.Sources;

namespace Cto.Connectors.Datadog;

/// <summary>The settings of one Datadog source, read and checked.</summary>
internal sealed class DatadogSettings
{
    public const string Metrics = "metrics";
    public const string Incidents = "incidents";
    public const string DefaultBaseUrl = "https://api.datadoghq.com";

    /// <summary>What the scaling and capacity rules know, by the names that Datadog's own agents and integrations use.</summary>
    public const string DefaultMetrics = """
        cpu = (100 - avg:system.cpu.idle{*} by {service}) / 100
        memory = 1 - avg:system.mem.pct_usable{*} by {service}
        storage = 1 - avg:aws.rds.free_storage_space{*} by {dbinstanceidentifier} / avg:aws.rds.total_storage_space{*} by {dbinstanceidentifier}
        latency.p95 = p95:trace.http.request{*} by {service}
        errors = sum:trace.http.request.errors{*} by {service}.as_count() / sum:trace.http.request.hits{*} by {service}.as_count()
        requests = sum:trace.http.request.hits{*} by {service}.as_rate()
        """;

    public static SettingDescriptor SliDays { get; } = UsualSettings.Number("sliDays", "History of service levels", "How many days back the first sync reads samples of five minutes.", 90, 1, 3_650);

    public static SettingDescriptor MetricDays { get; } = UsualSettings.Number("metricDays", "History of metrics", "How many days back the first sync reads daily values.", 180, 1, 3_650);

    /// <exception cref="SourceException">They make no sense.</exception>
    public DatadogSettings(SourceSettings settings, AddressGuard guard)
    {
        BaseAddress = UsualSettings.AddressOf(settings, guard, DefaultBaseUrl);
        SliHistory = TimeSpan.FromDays(UsualSettings.NumberOf(settings, SliDays));
        MetricHistory = TimeSpan.FromDays(UsualSettings.NumberOf(settings, MetricDays));
        Severities = new(settings);
        ReadsIncidents = settings.Flag(Incidents, otherwise: true);
        // Queries contain commas, so a line is one.
        Measures = [.. (settings.Text(Metrics) ?? DefaultMetrics).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(DatadogMeasure.Parse)];
        Keys = new(BaseAddress);
    }

    public Uri BaseAddress { get; }
    public TimeSpan SliHistory { get; }
    public TimeSpan MetricHistory { get; }
    public SeverityNames Severities { get; }
    public bool ReadsIncidents { get; }
    public IReadOnlyList<DatadogMeasure> Measures { get; }
    public DatadogKeys Keys { get; }
}

/// <summary>The natural keys of Datadog's things; numbers and host names are unique on one of its sites only.</summary>
internal sealed class DatadogKeys(Uri baseAddress)
{
    private readonly string _site = baseAddress.Host.Equals("api.datadoghq.com", StringComparison.OrdinalIgnoreCase) ? "datadog:" : $"datadog:{baseAddress.Host}/";

    /// <summary>Of what has a name of its own all over Datadog: service level objectives and incidents.</summary>
    public static string Global(string id) => $"datadog:{id}";

    public string Monitor(long id) => string.Create(CultureInfo.InvariantCulture, $"{_site}{id}");

    public string Host(string name) => $"{_site}{name}";

    public string Series(string metric, string subject, int seconds) => string.Create(CultureInfo.InvariantCulture, $"{_site}{metric}/{subject}/{seconds}/");
}
