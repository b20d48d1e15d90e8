namespace Cto.Insights;

/// <summary>One parameter of an insight.</summary>
/// <param name="Name">The name in a query string, camelCase.</param>
/// <param name="Label">The name on a form.</param>
/// <param name="Type">What kind of value it takes.</param>
public sealed record ParameterDescriptor(string Name, string Label, ParameterType Type)
{
    /// <summary>What holds when nothing is given; <see langword="null"/> = no restriction.</summary>
    public string? Default { get; init; }

    /// <summary>The allowed values of a <see cref="ParameterType.Choice"/>, and common ones of a period.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    public static ParameterDescriptor Period { get; } = new("period", "Period", ParameterType.Period)
    {
        Default = "last-30-days",
        Choices = ["last-7-days", "last-30-days", "last-90-days", "this-month", "last-month", "this-quarter", "last-quarter"],
    };

    public static ParameterDescriptor From { get; } = new("from", "From", ParameterType.Instant);

    public static ParameterDescriptor To { get; } = new("to", "To (exclusive)", ParameterType.Instant);

    public static ParameterDescriptor Service { get; } = new("service", "Service", ParameterType.Service);

    public static ParameterDescriptor Team { get; } = new("team", "Team", ParameterType.Team);

    public static ParameterDescriptor Repository { get; } = new("repository", "Repository", ParameterType.Repository);

    public static ParameterDescriptor Environment { get; } = new("environment", "Environment", ParameterType.Choice)
    {
        Default = "production",
        Choices = ["production", "staging", "testing"],
    };
}

/// <summary>The type of a parameter.</summary>
public enum ParameterType
{
    /// <summary>A phrase such as <c>last-30-days</c>.</summary>
    Period,

    /// <summary>An instant, or a date in the tenant's zone.</summary>
    Instant,
    Service,
    Team,
    Repository,
    Choice,
    Number,
    Flag,
}
