using System.Reflection;
using Orleans.Concurrency;

namespace Cto.Grains.Embedded;

/// <summary>What the host knows of one grain class; read once at start.</summary>
internal sealed class GrainClass
{
    private readonly Func<Activation, IGrainBase> _constructor;

    public GrainClass(Type type, TimeSpan defaultCollectionAge)
    {
        Type = type;
        GrainType = NameOf(type);
        Reentrant = type.IsDefined(typeof(ReentrantAttribute));
        Interfaces = [.. type.GetInterfaces().Where(InterfaceShape.IsGrainInterface)];
        var limit = type.GetCustomAttribute<CollectionAgeLimitAttribute>()?.AgeLimit ?? defaultCollectionAge;
        CollectionAge = limit == Timeout.InfiniteTimeSpan || type.IsDefined(typeof(KeepAliveAttribute)) ? null : limit;
        _constructor = GrainConstructor.Of(type);
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public bool Reentrant { get; }

    public IReadOnlyList<Type> Interfaces { get; }

    /// <summary>How long an activation may be idle; <see langword="null"/> is for ever.</summary>
    public TimeSpan? CollectionAge { get; }

    /// <summary>Makes the grain object, in a turn of its activation.</summary>
    public IGrainBase Create(Activation activation) => _constructor(activation);

    private static GrainType NameOf(Type type)
    {
        if (type.GetCustomAttribute<GrainTypeAttribute>() is { } named)
        {
            return named.GrainType;
        }

        const string Suffix = "Grain";
        var name = type.Name.EndsWith(Suffix, StringComparison.Ordinal) && type.Name.Length > Suffix.Length ? type.Name[..^Suffix.Length] : type.Name;
        return GrainType.Create(name.ToLowerInvariant());
    }
}
