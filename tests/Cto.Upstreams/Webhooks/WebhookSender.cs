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

    private readonly ConcurrentDictionary<WebhookSubscription, DateTimeOffset> _told = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <exception cref="KeyNotFoundException">There is no such vendor.</exception>
    public void Subscribe(WebhookSubscription subscription)
    {
        _ = vendors.FirstOrDefault(vendor => vendor.Prefix == subscription.Vendor) ?? throw new KeyNotFoundException($"no vendor {subscription.Vendor}");
        _told[subscription] = subscription.Since ?? simulation.Company.Now;
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
            foreach (var (subscription, since) in _told)
            {
                var now = simulation.Company.Now;
                await DeliverAsync(subscription, since, now, stoppingToken);
                _told[subscription] = now;
            }
        }
    }

    private async Task DeliverAsync(WebhookSubscription subscription, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var vendor = vendors.First(vendor => vendor.Prefix == subscription.Vendor);
        List<SimulatedWebhook> due = [.. vendor.Webhooks(from, until)];
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

        foreach (var webhook in due)
        {
            await PostAsync(vendor, subscription, webhook, cancellationToken);
        }
    }

    private async Task PostAsync(SimulatedVendor vendor, WebhookSubscription subscription, SimulatedWebhook webhook, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, subscription.Url) { Content = new ReadOnlyMemoryContent(webhook.Body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(webhook.ContentType);
        foreach (var (name, value) in vendor.Sign(webhook, subscription.Secret, simulation.Company.Now))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            (await _http.SendAsync(request, cancellationToken)).Dispose();
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // A subscriber that is away misses it, as with the real vendors: the next sync brings it.
        }
    }
}
