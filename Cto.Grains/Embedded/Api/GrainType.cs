namespace Orleans.Runtime;

/// <summary>The name of a kind of grain: its class name in lower case without <c>Grain</c>, or what <see cref="GrainTypeAttribute"/> says.</summary>
public readonly struct GrainType : IEquatable<GrainType>
{
    /// <summary>The kind of that name.</summary>
    public GrainType(IdSpan id) => Value = id;

    /// <summary>The name.</summary>
    public IdSpan Value { get; }

    /// <summary>Whether this names nothing.</summary>
    public bool IsDefault => Value.IsDefault;

    /// <summary>The kind of that name.</summary>
    public static GrainType Create(string value) => new(IdSpan.Create(value));

    /// <inheritdoc/>
    public bool Equals(GrainType obj) => Value.Equals(obj.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();

    /// <summary>Whether both are the same kind.</summary>
    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    /// <summary>Whether they are different kinds.</summary>
    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);
}
