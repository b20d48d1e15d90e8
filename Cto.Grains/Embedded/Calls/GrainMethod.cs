using System.Reflection;
using Orleans.Concurrency;

namespace Cto.Grains.Embedded;

/// <summary>What the host knows of one method of a grain interface; read once.</summary>
internal sealed class GrainMethod
{
    public GrainMethod(Type interfaceType, MethodInfo method, TimeSpan defaultTimeout)
    {
        Interface = interfaceType.Name;
        Name = $"{interfaceType.Name}.{method.Name}";
        AlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        ReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        OneWay = method.IsDefined(typeof(OneWayAttribute)) || method.ReturnType == typeof(void);
        Timeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout ?? defaultTimeout;
        TakesToken = method.GetParameters() is [.., { } last] && last.ParameterType == typeof(CancellationToken);
    }

    private GrainMethod(string name, bool alwaysInterleave)
    {
        Interface = name;
        Name = name;
        AlwaysInterleave = alwaysInterleave;
        OneWay = true;
        Timeout = System.Threading.Timeout.InfiniteTimeSpan;
    }

    /// <summary>Ticks of a grain timer, in turn with calls.</summary>
    public static GrainMethod TimerTick { get; } = new("timer tick", alwaysInterleave: false);

    /// <summary>Ticks of a grain timer, between the awaits of calls.</summary>
    public static GrainMethod InterleavingTimerTick { get; } = new("timer tick", alwaysInterleave: true);

    public string Interface { get; }

    /// <summary>Interface and method, as <c>ISourceGrain.Status</c>.</summary>
    public string Name { get; }

    public bool AlwaysInterleave { get; }

    public bool ReadOnly { get; }

    public bool OneWay { get; }

    public bool TakesToken { get; }

    public TimeSpan Timeout { get; }
}
