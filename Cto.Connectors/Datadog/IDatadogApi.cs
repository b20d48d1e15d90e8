using Cto.Connectors.Http;
using RestEase;

namespace Cto.Connectors.Datadog;

/// <summary>The routes of the first version that facts are read from; a test holds each against Datadog's own description.</summary>
[DescribedBy("datadog-v1")]
internal interface IDatadogApi
{
    [Get("api/v1/validate")]
    Task<Response<DatadogValidity>> ValidateAsync(CancellationToken cancellationToken);

    [Get("api/v1/slo")]
    Task<Response<DatadogSloPage>> SlosAsync([Query] int limit, [Query] int offset, CancellationToken cancellationToken);

    [Get("api/v1/slo/{slo_id}/history")]
    Task<Response<DatadogSloHistoryBody>> SloHistoryAsync(
        [Path("slo_id")] string id, [Query("from_ts")] long from, [Query("to_ts")] long to, CancellationToken cancellationToken);

    [Get("api/v1/monitor")]
    Task<Response<DatadogMonitor?[]>> MonitorsAsync(
        [Query("with_downtimes")] bool withDowntimes, [Query] int page, [Query("page_size")] int pageSize, CancellationToken cancellationToken);

    [Get("api/v1/hosts")]
    Task<Response<DatadogHostPage>> HostsAsync(
        [Query] int start, [Query] int count, [Query("include_hosts_metadata")] bool includeMetadata, CancellationToken cancellationToken);
}

/// <summary>The routes of the second version.</summary>
[DescribedBy("datadog-v2")]
internal interface IDatadogV2Api
{
    [Get("api/v2/incidents")]
    Task<Response<DatadogIncidentPage>> IncidentsAsync([Query("page[size]")] int size, [Query("page[offset]")] int offset, CancellationToken cancellationToken);

    [Repeatable]
    [Post("api/v2/query/timeseries")]
    Task<Response<DatadogTimeseriesBody>> TimeseriesAsync([Body] DatadogTimeseriesRequest request, CancellationToken cancellationToken);
}
