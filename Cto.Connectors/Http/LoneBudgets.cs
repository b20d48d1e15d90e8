using Cto.Domain.Sources;

namespace Cto.Connectors.Http;

/// <summary>There are no other nodes: what this process counts and remembers is all there is.</summary>
internal sealed class LoneBudgets : ISharedBudgets
{
    public ValueTask<SharedPlace?> TakeAsync(string credential, IReadOnlyList<CountedLimit> limits, TimeSpan patience) => default;

    public ValueTask CloseAsync(string credential, string bucket, TimeSpan wait) => default;

    public ValueTask<TimeSpan?> ClosedForAsync(string credential, string bucket) => default;
}
