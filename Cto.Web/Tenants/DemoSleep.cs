using Cto.Insights.Sources;

namespace Cto.Web.Tenants;

/// <summary>While the demo company is not shown its sources rest: nobody plays their vendors. Whoever plays them resumes them.</summary>
internal sealed class DemoSleep(DemoCompany demo, SourceStore sources) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => demo.IsOn ? Task.CompletedTask : sources.PauseAllAsync(DemoCompany.TenantId, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
