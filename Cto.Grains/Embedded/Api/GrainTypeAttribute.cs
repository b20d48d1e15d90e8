namespace Orleans;

/// <summary>Names a kind of grain, so that its class can be renamed without losing its state.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class GrainTypeAttribute : Attribute
{
    /// <summary>The kind of that name.</summary>
    public GrainTypeAttribute(string grainType) => GrainType = GrainType.Create(grainType);

    internal GrainType GrainType { get; }
}
