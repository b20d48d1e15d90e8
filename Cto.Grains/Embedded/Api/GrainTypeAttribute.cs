
namespace Orleans;

/// <summary>Names a kind of grain, so that its class can be renamed without losing its state.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class GrainTypeAttribute : Attribute
{
    private readonly GrainType _grainType;

    /// <summary>The kind of that name.</summary>
    public GrainTypeAttribute(string grainType) => _grainType = GrainType.Create(grainType);

    /// <summary>The kind that was named.</summary>
    public GrainType GetGrainType(IServiceProvider services, Type type) => _grainType;
}
