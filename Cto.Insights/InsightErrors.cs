namespace Cto.Insights;

/// <summary>A parameter that is unknown or makes no sense; the message says what is allowed.</summary>
public sealed class InsightParameterException(string parameter, string message) : Exception(message)
{
    /// <summary>The parameter's name.</summary>
    public string Parameter { get; } = parameter;
}

/// <summary>A filter names something that is not there.</summary>
public sealed class UnknownEntityException(string parameter, string value, IReadOnlyList<string> suggestions)
    : Exception(suggestions.Count == 0 ? $"There is no {parameter} '{value}'." : $"There is no {parameter} '{value}'. Did you mean {string.Join(", ", suggestions)}?")
{
    /// <summary>The parameter: <c>service</c>, <c>team</c>, <c>repository</c>.</summary>
    public string Parameter { get; } = parameter;

    /// <summary>Known names close to the one given, the closest first.</summary>
    public IReadOnlyList<string> Suggestions { get; } = suggestions;
}
