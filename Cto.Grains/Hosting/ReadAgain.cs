using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Concurrency;

namespace Cto.Grains;

/// <summary>Reads once more over a node that has just gone: until the cluster has noticed, calls to its grains fail. Only what is marked as <see cref="ReadOnlyAttribute"/> is called again.</summary>
internal sealed class ReadAgain(TimeProvider clock) : IOutgoingGrainCallFilter
{
    /// <summary>Together a little longer than a cluster takes to notice (<see cref="GrainHosting"/>).</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(600), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)];
    private static readonly ConcurrentDictionary<MethodInfo, bool> Reads = new();

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (Exception e) when (attempt < Pauses.Length && LostNode.Is(e) && IsRead(context.InterfaceMethod))
            {
                await Task.Delay(Pauses[attempt], clock);
            }
        }
    }

    private static bool IsRead(MethodInfo? method) => method is not null && Reads.GetOrAdd(method, static method => method.IsDefined(typeof(ReadOnlyAttribute), inherit: false));
}
