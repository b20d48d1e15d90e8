using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.NewRelic;

/// <summary>The lists that are read whole: applications and hosts, and service levels.</summary>
internal sealed class NewRelicLists(NewRelicSession session)
{
    public async Task<IEnumerable<FactPage>> EntitiesAsync(string? cursor, CancellationToken cancellationToken)
    {
        var services = await session.EntitiesAsync(NewRelicQueries.Services, cancellationToken);
        var hosts = await session.EntitiesAsync(NewRelicQueries.Hosts, cancellationToken);
        return Pages(services.Select(service => (Fact?)service.ToService()).Concat(hosts.Select(host => host.ToHost())), cursor, "applications and hosts");
    }

    public async Task<IEnumerable<FactPage>> SlosAsync(string? cursor, CancellationToken cancellationToken)
    {
        var listed = await session.EntitiesAsync(NewRelicQueries.Indicators, cancellationToken);
        var levels = await session.ByGuidAsync(NewRelicQueries.ServiceLevels, listed.Select(level => level.Guid).OfType<string>(), cancellationToken);
        var indicators = levels.SelectMany(level => (level.ServiceLevel?.Indicators ?? []).OfType<NewRelicIndicator>().Select(indicator => (Indicator: indicator, level.Permalink))).ToList();
        var subjects = await session.ByGuidAsync(NewRelicQueries.Names, indicators.Select(level => level.Indicator.EntityGuid).OfType<string>(), cancellationToken);
        var names = subjects.Where(subject => subject.Guid is not null).DistinctBy(subject => subject.Guid).ToDictionary(subject => subject.Guid!, subject => subject.Name, StringComparer.Ordinal);
        return Pages(indicators.Select(level => level.Indicator.ToFact(guid => guid is null ? null : names.GetValueOrDefault(guid), level.Permalink)), cursor, "service levels");
    }

    private IEnumerable<FactPage> Pages(IEnumerable<Fact?> facts, string? cursor, string what) =>
        WholeList.Pages(facts, cursor, $"{session.Settings.BaseAddress.Authority}|{string.Join(',', session.Settings.AccountIds)}", what, null, session.Warnings);
}
