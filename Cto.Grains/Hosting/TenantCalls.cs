using System.Diagnostics;

namespace Cto.Grains;

/// <summary>Keeps the calls of one tenant's people out of another tenant's grains, whatever key they were given, and names the tenant on the call's span.</summary>
public sealed class TenantCalls : IIncomingGrainCallFilter
{
    private const string Entry = "cto.tenant";

    /// <summary>Says for whom the calls from here on are made; a call without a word is the program's own.</summary>
    public static void For(Guid tenant) => RequestContext.Set(Entry, tenant);

    public Task Invoke(IIncomingGrainCallContext context)
    {
        // Our grains' keys begin with their tenant; the platform's own are not ours to judge.
        if (context.TargetId.Type.ToString() is { } type && type.StartsWith("cto.", StringComparison.Ordinal)
            && context.TargetId.Key.ToString() is { Length: > 36 } key && Guid.TryParseExact(key.AsSpan(0, 36), "D", out var tenant))
        {
            if (RequestContext.Get(Entry) is Guid asking && asking != tenant)
            {
                throw new UnauthorizedAccessException("A call for one company went to another one's grain.");
            }

            Activity.Current?.SetTag(Entry, tenant);
        }

        return context.Invoke();
    }
}
