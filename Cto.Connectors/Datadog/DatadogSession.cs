using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Datadog;

/// <summary>One Datadog source for the length of a call: its settings and its routes, each group of them with its own limit.</summary>
internal sealed class DatadogSession(SourceHttpFactory http, DatadogSettings settings, DatadogCredentials keys, TimeProvider clock)
{
    /// <summary>Requests in flight at a time.</summary>
    public const int Degree = 4;

    public const int PageSize = 1_000;

    // Datadog pages incidents by at most this many.
    public const int IncidentPageSize = 100;

    public DatadogSettings Settings => settings;

    public TimeProvider Clock => clock;

    /// <summary>Where people look at the things: the site without the <c>api.</c> before it.</summary>
    public Uri Pages { get; } = settings.BaseAddress.Host.StartsWith("api.", StringComparison.OrdinalIgnoreCase)
        ? new($"{settings.BaseAddress.Scheme}://app.{settings.BaseAddress.Host[4..]}/")
        : settings.BaseAddress;

    public DatadogRoutes<IDatadogApi> Objectives => Open<IDatadogApi>("slo");

    public DatadogRoutes<IDatadogApi> Monitors => Open<IDatadogApi>("monitor");

    public DatadogRoutes<IDatadogApi> Hosts => Open<IDatadogApi>("hosts");

    public DatadogRoutes<IDatadogV2Api> Incidents => Open<IDatadogV2Api>("incidents");

    public DatadogRoutes<IDatadogV2Api> Timeseries => Open<IDatadogV2Api>("query");

    /// <summary>Every record of a list that is paged by number or offset: as many as Datadog says there are, or until a page is short.</summary>
    public async Task<IReadOnlyList<T>> AllAsync<T>(int pageSize, Func<int, Task<(IReadOnlyList<T?> Items, long? Total)>> page, Func<T, string?> id)
        where T : class
    {
        var (items, paging) = (new List<T>(), new Paging(settings.BaseAddress));
        IReadOnlyCollection<string?> before = [];
        for (var read = 0; ;)
        {
            var (answer, total) = await page(read);
            read += answer.Count;
            List<T> found = [.. answer.OfType<T>()];
            var ids = found.Select(id).ToHashSet();
            paging.Distinct(before, ids);
            before = ids;
            items.AddRange(found);
            if (answer.Count == 0 || read >= (total ?? (answer.Count < pageSize ? 0 : long.MaxValue)))
            {
                return items;
            }
        }
    }

    public async Task<IReadOnlyList<DatadogSlo>> SlosAsync(CancellationToken cancellationToken)
    {
        var api = Objectives.Api;
        return await AllAsync<DatadogSlo>(
            PageSize,
            async read => (await api.SlosAsync(PageSize, read, cancellationToken)).Content is var page ? (page.Data ?? [], page.Metadata?.Page?.TotalFilteredCount) : default,
            slo => slo.Id);
    }

    private DatadogRoutes<TApi> Open<TApi>(string family)
    {
        var opened = http.Open(settings.BaseAddress, new DatadogDialect(settings.BaseAddress, keys, family));
        return new(opened, opened.For<TApi>(DatadogJson.Default));
    }
}

/// <summary>Routes that share one limit.</summary>
internal sealed record DatadogRoutes<TApi>(SourceHttp Http, TApi Api);

/// <summary>Opens Datadog sources.</summary>
internal sealed class DatadogSessions(SourceHttpFactory http, AddressGuard guard, TimeProvider clock)
{
    /// <exception cref="SourceException">Settings or credentials make no sense.</exception>
    public DatadogSession Open(SourceConnection source) => new(http, new(source.Settings, guard), new(source.Credentials), clock);
}
