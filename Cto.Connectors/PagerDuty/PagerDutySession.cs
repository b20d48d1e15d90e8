using System.Globalization;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.PagerDuty;

/// <summary>One PagerDuty source for the length of a call: its settings and its routes.</summary>
internal sealed class PagerDutySession(SourceHttp http, PagerDutySettings settings, TimeProvider clock)
{
    /// <summary>Requests in flight at a time.</summary>
    public const int Degree = 4;

    public SourceHttp Http => http;

    public PagerDutySettings Settings => settings;

    public TimeProvider Clock => clock;

    public IPagerDutyApi Api { get; } = http.For<IPagerDutyApi>(PagerDutyJson.Default);

    public IPagerDutyAccountApi Account { get; } = http.For<IPagerDutyAccountApi>(PagerDutyJson.Default);

    /// <summary>What PagerDuty's own clock said last: times of its records are compared with it. <see langword="null"/> when it never did.</summary>
    public DateTimeOffset? TheirTime { get; private set; }

    /// <summary>A list from its first page to its last, or up to PagerDuty's cap: then it is not complete.</summary>
    public async Task<(IReadOnlyList<T> Items, bool Complete)> AllAsync<TPage, T>(Func<int, Task<Answer<TPage>>> page)
        where TPage : PagerDutyPage<T>
        where T : PagerDutyReference
    {
        var (items, paging) = (new List<T>(), new Paging(settings.BaseAddress));
        IReadOnlyCollection<string?> before = [];
        while (true)
        {
            var answer = await page(items.Count);
            TheirTime = answer.Headers.Date ?? TheirTime;
            var (content, read) = (answer.Content, answer.Content.Items);
            var ids = read.Select(item => item.Id).Where(id => id is not null).ToHashSet();
            paging.Distinct(before, ids);
            before = ids;
            items.AddRange(read);
            if (content.More is not true || read.Count == 0)
            {
                return (items, true);
            }

            if (items.Count + PagerDutyApi.PageSize > PagerDutyApi.Cap)
            {
                return (items, false);
            }
        }
    }

    /// <summary>An incident with its whole log.</summary>
    /// <exception cref="SourceException">It is not there.</exception>
    public async Task<(string Id, PagerDutyIncident? Incident, IReadOnlyList<PagerDutyLogEntry> Log)> IncidentAsync(string id, CancellationToken cancellationToken)
    {
        var incident = (await Api.IncidentAsync(id, cancellationToken)).Content.Incident;
        var (log, _) = await AllAsync<PagerDutyLogEntryPage, PagerDutyLogEntry>(offset => Api.IncidentLogAsync(id, "channels", PagerDutyApi.PageSize, offset, cancellationToken));
        return (id, incident, log);
    }

    /// <summary>An instant as PagerDuty takes it: to the second, in UTC.</summary>
    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

/// <summary>Opens PagerDuty sources.</summary>
internal sealed class PagerDutySessions(SourceHttpFactory http, AddressGuard guard, TimeProvider clock)
{
    /// <exception cref="SourceException">Settings or credentials make no sense.</exception>
    public PagerDutySession Open(SourceConnection source)
    {
        var settings = Read(source);
        return new(http.Open(settings.BaseAddress, new PagerDutyDialect(settings.BaseAddress, source.Credentials)), settings, clock);
    }

    public PagerDutySettings Read(SourceConnection source) => new(source.Settings, guard);
}
