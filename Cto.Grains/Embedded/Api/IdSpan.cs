namespace Orleans.Runtime;

/// <summary>A key or a name in an identity, compared by its letters.</summary>
public readonly struct IdSpan : IEquatable<IdSpan>
{
    private readonly string? _value;

    private IdSpan(string value) => _value = value;

    /// <summary>Whether this is empty.</summary>
    public bool IsDefault => string.IsNullOrEmpty(_value);

    /// <summary>The span of that text.</summary>
    public static IdSpan Create(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return new IdSpan(id);
    }

    /// <inheritdoc/>
    public bool Equals(IdSpan obj) => string.Equals(_value, obj._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value is null ? 0 : _value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => _value ?? "";

    /// <summary>Whether both are the same text.</summary>
    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    /// <summary>Whether they are different texts.</summary>
    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);
}
