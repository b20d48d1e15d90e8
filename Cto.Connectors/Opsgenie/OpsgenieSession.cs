using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Opsgenie;

/// <summary>One Opsgenie source for the length of a call: its settings and its routes.</summary>
internal sealed class OpsgenieSession(SourceHttp http, OpsgenieSettings settings, TimeProvider clock)
{
    /// <summary>Opsgenie's largest page.</summary>
    public const int PageSize = 100;

    /// <summary>Requests in flight at a time: Opsgenie's limits are low and grow with the account.</summary>
    public const int Degree = 2;

    // Opsgenie pages no further than this.
    private const int Cap = 20_000;

    /// <summary>What is missing of a list that is longer than Opsgenie shows.</summary>
    public static string Cut(string what) => string.Create(CultureInfo.InvariantCulture, $"Opsgenie shows the first {Cap:N0} {what} only; the others are missing.");

    public OpsgenieSettings Settings => settings;

    public TimeProvider Clock => clock;

    public IOpsgenieApi Api { get; } = http.For<IOpsgenieApi>(OpsgenieJson.Default);

    public IOpsgenieAccountApi Account { get; } = http.For<IOpsgenieAccountApi>(OpsgenieJson.Default);

    /// <summary>A list page by page, by the addresses that Opsgenie gives.</summary>
    /// <param name="first">Asks for the first page.</param>
    /// <param name="route">Names the calls in traces.</param>
    /// <param name="type">How the pages are read.</param>
    /// <param name="until">Whether nothing after this page is wanted.</param>
    /// <param name="cancellationToken">Stops between requests.</param>
    /// <returns>The records, and whether these are all: beyond its cap Opsgenie shows nothing.</returns>
    public async Task<(List<T> Items, bool Complete)> AllAsync<T>(
        Task<Answer<OpsgeniePage<T>>> first, string route, JsonTypeInfo<OpsgeniePage<T>> type, Func<IReadOnlyList<T>, bool> until, CancellationToken cancellationToken)
        where T : class
    {
        var (items, answer) = (new List<T>(), await first);
        var paging = new Paging(answer.Address);
        while (true)
        {
            List<T> page = [.. (answer.Content.Data ?? []).OfType<T>()];
            items.AddRange(page);
            if (page.Count == 0 || until(page) || paging.Next(answer.Content.Paging?.Next) is not { } next)
            {
                return (items, true);
            }

            if (items.Count + PageSize > Cap)
            {
                return (items, false);
            }

            answer = await http.GetAsync(next, route, type, cancellationToken);
        }
    }
}

/// <summary>Opens Opsgenie sources.</summary>
internal sealed class OpsgenieSessions(SourceHttpFactory http, AddressGuard guard, TimeProvider clock)
{
    /// <exception cref="SourceException">Settings or credentials make no sense.</exception>
    public OpsgenieSession Open(SourceConnection source)
    {
        var settings = new OpsgenieSettings(source.Settings, guard);
        return new(http.Open(settings.BaseAddress, new OpsgenieDialect(settings.BaseAddress, source.Credentials)), settings, clock);
    }
}
