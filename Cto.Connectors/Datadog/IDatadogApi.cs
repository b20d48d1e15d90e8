using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.Datadog;

/// <summary>The routes of the first version that facts are read from; a test holds each against Datadog's own description.</summary>
[DescribedBy("datadog-v1")]
internal interface IDatadogApi
{
    [Get("api/v1/validate")]
    Task<Answer<DatadogValidity>> ValidateAsync(CancellationToken cancellationToken);

    [Get("api/v1/slo")]
    Task<Answer<DatadogSloPage>> SlosAsync(int limit, int offset, CancellationToken cancellationToken);

    [Get("api/v1/slo/{slo_id}/history")]
    Task<Answer<DatadogSloHistoryBody>> SloHistoryAsync(
        [AliasAs("slo_id")] string id, [AliasAs("from_ts")] long from, [AliasAs("to_ts")] long to, CancellationToken cancellationToken);

    [Get("api/v1/monitor")]
    Task<Answer<DatadogMonitor?[]>> MonitorsAsync(
        [AliasAs("with_downtimes")] bool withDowntimes, int page, [AliasAs("page_size")] int pageSize, CancellationToken cancellationToken);

    [Get("api/v1/hosts")]
    Task<Answer<DatadogHostPage>> HostsAsync(
        int start, int count, [AliasAs("include_hosts_metadata")] bool includeMetadata, CancellationToken cancellationToken);
}

/// <summary>The routes of the second version.</summary>
[DescribedBy("datadog-v2")]
internal interface IDatadogV2Api
{
    [Get("api/v2/incidents")]
    Task<Answer<DatadogIncidentPage>> IncidentsAsync(
        [AliasAs("page[size]")] int size, [AliasAs("page[offset]")] int offset, CancellationToken cancellationToken);

    [Repeatable]
    [Post("api/v2/query/timeseries")]
    Task<Answer<DatadogTimeseriesBody>> TimeseriesAsync([Body] DatadogTimeseriesRequest request, CancellationToken cancellationToken);
}
