namespace Orleans.Runtime;

/// <summary>Kind and key of a grain, written <c>kind/key</c>.</summary>
public readonly struct GrainId : IEquatable<GrainId>
{
    /// <summary>The identity made of both.</summary>
    public GrainId(GrainType type, IdSpan key)
    {
        Type = type;
        Key = key;
    }

    /// <summary>The kind of grain.</summary>
    public GrainType Type { get; }

    /// <summary>The key among grains of that kind.</summary>
    public IdSpan Key { get; }

    /// <summary>Whether this is the identity of nothing.</summary>
    public bool IsDefault => Type.IsDefault && Key.IsDefault;

    /// <summary>The identity made of both.</summary>
    public static GrainId Create(string type, string key) => new(GrainType.Create(type), IdSpan.Create(key));

    /// <inheritdoc cref="Create(string, string)"/>
    public static GrainId Create(GrainType type, string key) => new(type, IdSpan.Create(key));

    /// <inheritdoc/>
    public bool Equals(GrainId other) => Key.Equals(other.Key) && Type.Equals(other.Type);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Key);

    /// <inheritdoc/>
    public override string ToString() => $"{Type}/{Key}";

    /// <summary>Whether both are the same grain.</summary>
    public static bool operator ==(GrainId left, GrainId right) => left.Equals(right);

    /// <summary>Whether they are different grains.</summary>
    public static bool operator !=(GrainId left, GrainId right) => !left.Equals(right);
}
