namespace Cto.Connectors.Http;

/// <summary>Names the vendor's own description of the routes of a typed interface: a test holds every route against it.</summary>
/// <param name="description">The description's name, for example <c>datadog-v1</c>.</param>
[AttributeUsage(AttributeTargets.Interface)]
internal sealed class DescribedByAttribute(string description) : Attribute
{
    public string Description { get; } = description;

    /// <summary>What stands before each path in the description and not in the interface, for example <c>/rest/api/3</c>.</summary>
    public string BasePath { get; init; } = "";
}

/// <summary>Marks a typed interface whose routes have no machine-readable description, with the reason and what they are held against instead.</summary>
[AttributeUsage(AttributeTargets.Interface)]
internal sealed class NotDescribedAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}
