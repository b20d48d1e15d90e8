using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Cto.Upstreams.Faults;
using Cto.Upstreams.Vendors;
using Microsoft.Extensions.Hosting;

namespace Cto.Upstreams.Webhooks;

/// <summary>Posts signed webhooks to the subscribers as the company goes on living.</summary>
internal sealed class WebhookSender(Simulation simulation, IReadOnlyList<SimulatedVendor> vendors) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<WebhookSubscription, WebhookProgress> _told = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Every subscription, and how far it was told.</summary>
    public IEnumerable<WebhookProgress> Progress => _told.Values;

    /// <exception cref="KeyNotFoundException">There is no such vendor.</exception>
    public void Subscribe(WebhookSubscription subscription)
    {
        _ = vendors.FirstOrDefault(vendor => vendor.Prefix == subscription.Vendor) ?? throw new KeyNotFoundException($"no vendor {subscription.Vendor}");
        _told[subscription] = new(subscription.Vendor, subscription.Url, subscription.Since ?? simulation.Company.Now, new SortedDictionary<int, int>());
    }

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, simulation.Company.Clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Task.WhenAll(_told.Keys.Select(subscription => DeliverAsync(subscription, stoppingToken)));
        }
    }

    private async Task DeliverAsync(WebhookSubscription subscription, CancellationToken cancellationToken)
    {
        var (vendor, before, until) = (vendors.First(vendor => vendor.Prefix == subscription.Vendor), _told[subscription], simulation.Company.Now);
        List<SimulatedWebhook> due = [.. vendor.Webhooks(before.Until, until)];
        var fault = due.Count == 0 ? null : simulation.Faults.Draw(vendor.Prefix, "/webhooks", "", "POST")?.Kind;
        switch (fault)
        {
            case FaultKind.ReorderedWebhooks:
                due.Reverse();
                break;
            case FaultKind.DuplicateWebhooks:
                due.AddRange([.. due]);
                break;
        }

        var answers = new SortedDictionary<int, int>(before.Answers.ToDictionary());
        foreach (var webhook in due)
        {
            var status = await PostAsync(vendor, subscription, webhook, cancellationToken);
            answers[status] = answers.GetValueOrDefault(status) + 1;
        }

        _told[subscription] = before with { Until = until, Answers = answers };
    }

    /// <returns>The status of the answer; 0 when there was none.</returns>
    private async Task<int> PostAsync(SimulatedVendor vendor, WebhookSubscription subscription, SimulatedWebhook webhook, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, subscription.Url) { Content = new ReadOnlyMemoryContent(webhook.Body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(webhook.ContentType);
        foreach (var (name, value) in vendor.Sign(webhook, subscription.Secret, simulation.Company.Now))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // A subscriber that is away misses it, as with the real vendors: the next sync brings it.
            return 0;
        }
    }
}
