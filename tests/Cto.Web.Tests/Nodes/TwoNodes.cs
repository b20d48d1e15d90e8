using Cto.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cto.Web.Tests.Nodes;

/// <summary>Two nodes of one installation: one database, one Redis.</summary>
internal sealed class TwoNodes : IAsyncDisposable
{
    private TwoNodes(TestWeb one, TestWeb other) => (One, Other) = (one, other);

    public TestWeb One { get; }

    /// <summary>For it time stands still: what it remembers does not grow old, so only news can make it forget.</summary>
    public TestWeb Other { get; }

    /// <param name="redis">A server to be taken away; by itself the shared one.</param>
    /// <param name="settings">Settings of both.</param>
    public static async Task<TwoNodes> StartAsync(RedisServer? redis = null, params (string Name, string Value)[] settings)
    {
        var all = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        all["ConnectionStrings:redis"] = (redis ?? RedisServer.Shared).ConnectionString;
        all["Redis:Prefix"] = $"test-{Guid.NewGuid():N}";
        var one = await TestWeb.StartAsync(settings: all);
        var still = new StandingClock(TimeProvider.System.GetUtcNow());
        return new(one, await TestWeb.StartAsync(one.Database, one.Token, all, services => services.AddSingleton<TimeProvider>(still)));
    }

    public async ValueTask DisposeAsync()
    {
        await Other.DisposeAsync();
        await One.DisposeAsync();
    }
}
