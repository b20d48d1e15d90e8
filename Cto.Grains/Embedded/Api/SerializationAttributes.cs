using System.Globalization;

namespace Orleans;

/// <summary>The type may travel between grains and be kept; in one process it travels by reference.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute;

/// <summary>The number of a member among those of its type; never reused.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Method)]
public sealed class IdAttribute : Attribute
{
    /// <summary>A member with that number.</summary>
    public IdAttribute(uint id) => Id = id;

    /// <summary>The number.</summary>
    public uint Id { get; }
}

/// <summary>A name that stays when the type or method is renamed.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Method, AllowMultiple = true)]
public sealed class AliasAttribute : Attribute
{
    /// <summary>A type or method with that name.</summary>
    public AliasAttribute(string alias) => Alias = alias;

    /// <summary>The name.</summary>
    public string Alias { get; }
}

/// <summary>The value is never changed, so it need not be copied.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.ReturnValue, Inherited = false)]
public sealed class ImmutableAttribute : Attribute;

/// <summary>How long a caller of this method waits, in place of the usual 30 seconds.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResponseTimeoutAttribute : Attribute
{
    /// <summary>A time written as <c>hh:mm:ss</c>.</summary>
    public ResponseTimeoutAttribute(string timeout) => Timeout = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);

    /// <summary>The time.</summary>
    public TimeSpan? Timeout { get; init; }
}
