extern alias upstreams;

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Cto.Domain.Sources;
using Cto.Testing;
using Microsoft.Extensions.DependencyInjection;
using upstreams::Cto.Upstreams.Faults;
using upstreams::Cto.Upstreams.Vendors;
using upstreams::Cto.Upstreams.Webhooks;

namespace Cto.Web.Tests.EndToEnd.Company;

/// <summary>Days in the life of the company of which the program hears by webhooks alone: told twice, told in the wrong order, and at last told old news, the oldest last.</summary>
public sealed class ToldCompany : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan Told = TimeSpan.FromDays(4);
    private static readonly TimeSpan Old = TimeSpan.FromDays(60);

    private const string Secret = "webhookSecret";

    /// <summary>How much old news of each kind a vendor tells.</summary>
    private const int OldNews = 12;

    private readonly StandingClock _clock = new(Start - (2 * Told));
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private IReadOnlyList<DemoSource> _sources = [];
    private HttpClient _tenant = null!;

    internal CompanyWeb Web { get; private set; } = null!;

    /// <summary>The connectors that take webhooks, and those whose vendors are connected with the secret that proves them.</summary>
    internal IEnumerable<string> Taking { get; private set; } = [];

    internal IEnumerable<string> Vendors => _sources.Select(source => source.Connector);

    /// <summary>What the store held of each vendor when the first webhook came, and when the last had come.</summary>
    internal IReadOnlyDictionary<string, StoredRows> Before { get; private set; } = null!;

    internal IReadOnlyDictionary<string, StoredRows> After { get; private set; } = null!;

    /// <summary>What it holds in another company, which was connected only then and heard no webhook.</summary>
    internal IReadOnlyDictionary<string, StoredRows> Clean { get; private set; } = null!;

    /// <summary>What the program answered: vendor → status → deliveries.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Answers { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Web = await CompanyWeb.StartAsync(new() { Scale = 0.1, Start = Start }, _clock, services => services.AddSingleton<IConnectorCatalog, UnpolledCatalog>());
        var connectors = Web.Web.Services.GetRequiredService<IConnectorCatalog>();
        Taking = [.. connectors.All.Select(connector => connector.Kind).Where(kind => connectors.Find(kind)!.Webhooks is not null)];
        _sources = [.. Web.Company.Sources.Where(source => Taking.Contains(source.Connector) && source.Credentials.ContainsKey(Secret))];
        (_tenant, var id) = await Web.TenantAsync();
        await ConnectAsync(_tenant, _ids);
        Before = await ReadAsync(id, _ids);
        await SubscribeAsync();
        await LiveAsync(FaultKind.DuplicateWebhooks);
        await LiveAsync(FaultKind.ReorderedWebhooks);
        Answers = (await ProgressAsync()).ToDictionary(progress => progress.Key, progress => progress.Value.Answers);
        await Task.WhenAll(_sources.Select(TellOldNewsAsync));
        await QuietAsync(_tenant, _ids.Values);
        After = await ReadAsync(id, _ids);

        var clean = new Dictionary<string, string>(StringComparer.Ordinal);
        var (other, otherId) = await Web.TenantAsync();
        using (other)
        {
            await ConnectAsync(other, clean);
            Clean = await ReadAsync(otherId, clean);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _tenant.Dispose();
        await Web.DisposeAsync();
    }

    internal DateTimeOffset Now => _clock.Now;

    /// <summary>The last that a vendor told.</summary>
    internal SimulatedWebhook Last(string vendor) => Web.Vendor(vendor).Webhooks(_clock.Now - (2 * Told), _clock.Now).Last();

    /// <summary>The headers with which the vendor would send it now.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Sign(string vendor, SimulatedWebhook webhook, string? secret = null, DateTimeOffset? at = null) =>
        Web.Vendor(vendor).Sign(webhook, secret ?? Web.Source(vendor).Credentials[Secret], at ?? _clock.Now);

    /// <summary>Posts to the address of a vendor's source.</summary>
    internal async Task<HttpResponseMessage> PostAsync(string vendor, ReadOnlyMemory<byte> body, IEnumerable<KeyValuePair<string, string>> headers)
    {
        using var client = Web.Web.Client("");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/webhooks/{_ids[vendor]}", UriKind.Relative)) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static Task QuietAsync(HttpClient tenant, IEnumerable<string> sources) => Task.WhenAll(sources.Select(id => tenant.SyncedAsync(id)));

    private async Task ConnectAsync(HttpClient tenant, Dictionary<string, string> ids)
    {
        foreach (var source in _sources)
        {
            ids[source.Connector] = await CompanyWeb.ConnectAsync(tenant, source);
        }

        await QuietAsync(tenant, ids.Values);
    }

    private async Task<IReadOnlyDictionary<string, StoredRows>> ReadAsync(Guid tenant, Dictionary<string, string> ids)
    {
        var rows = new Dictionary<string, StoredRows>(StringComparer.Ordinal);
        foreach (var (vendor, id) in ids)
        {
            rows[vendor] = await StoredRows.ReadAsync(Web.Web, tenant, Guid.Parse(id));
        }

        return rows;
    }

    private async Task SubscribeAsync()
    {
        foreach (var source in _sources)
        {
            var subscription = new { vendor = source.Connector, url = new Uri(Web.Web.Address, $"/webhooks/{_ids[source.Connector]}"), secret = source.Credentials[Secret], since = _clock.Now };
            await Web.Simulator.SubmitAsync("/_webhooks", subscription, HttpStatusCode.NoContent);
        }
    }

    /// <summary>Lets time pass, and waits until all that happened was told and taken.</summary>
    private async Task LiveAsync(FaultKind fault)
    {
        Web.Company.Break(new() { Kinds = [fault], Path = "/webhooks" });
        _clock.Now += Told;
        await Waiting.UntilAsync(async () => (await ProgressAsync()).Values.All(progress => progress.Until == _clock.Now));
        Web.Company.Mend();
        await QuietAsync(_tenant, _ids.Values);
    }

    private async Task TellOldNewsAsync(DemoSource source)
    {
        var until = _clock.Now - (2 * Told);
        foreach (var webhook in Web.Vendor(source.Connector).Webhooks(until - Old, until).Reverse().GroupBy(webhook => webhook.Event).SelectMany(kind => kind.Take(OldNews)).OrderByDescending(webhook => webhook.At))
        {
            using var answer = await PostAsync(source.Connector, webhook.Body, Sign(source.Connector, webhook));
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }
    }

    private async Task<Dictionary<string, (DateTimeOffset Until, IReadOnlyDictionary<string, int> Answers)>> ProgressAsync() =>
        (await Web.Simulator.FetchAsync("/_webhooks")).EnumerateArray().ToDictionary(
            progress => progress.GetProperty("vendor").GetString()!,
            progress => (progress.GetProperty("until").GetDateTimeOffset(), (IReadOnlyDictionary<string, int>)progress.GetProperty("answers").Deserialize<Dictionary<string, int>>()!));
}
