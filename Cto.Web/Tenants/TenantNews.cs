using System.Globalization;
using Cto.Domain;
using Cto.Domain.Tenants;
using Cto.Insights.Facts;
using Cto.Insights.Tenants;
using Cto.Web.Nodes;

namespace Cto.Web.Tenants;

/// <summary>Carries changes of companies to every node. Tiles ask anew, because zone and rules decide what the facts mean.</summary>
/// <remarks>A node that still held the older reading lets them ask once more: it may have answered them by it.</remarks>
internal sealed partial class TenantNews(NodeNews news, TenantStore tenants, FactNews facts, ILogger<TenantNews> logger) : IHostedService
{
    private const string Topic = "company";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        tenants.Outdated += AskAgain;
        news.Listen(Topic, Hear, tenants.Doubt);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        tenants.Outdated -= AskAgain;
        return Task.CompletedTask;
    }

    /// <summary>Tells of a change that is written.</summary>
    public async Task TellAsync(Tenant changed)
    {
        await news.TellAsync(Topic, string.Create(CultureInfo.InvariantCulture, $"{changed.Id:D} {changed.Version}"));
        await AskAnewAsync(changed.Id);
    }

    private Task AskAnewAsync(Guid tenant) => facts.TellAsync(tenant, FactKinds.All, CancellationToken.None);

    private void Hear(string what)
    {
        var (tenant, version) = what.Split(' ') is [var first, var second] ? (first, second) : (what, "");
        tenants.Heard(Guid.Parse(tenant), long.Parse(version, CultureInfo.InvariantCulture));
    }

    private async void AskAgain(Guid tenant)
    {
        try
        {
            await AskAnewAsync(tenant);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A tile asks anew by itself after some minutes.
            LogNotAsked(e, tenant);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The tiles of company {TenantId} could not be told that it changed.")]
    private partial void LogNotAsked(Exception exception, Guid tenantId);
}
