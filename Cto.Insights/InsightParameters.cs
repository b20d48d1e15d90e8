using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Cto.Insights;

/// <summary>Checked parameters of one question, in canonical form: two askers who mean the same have equal <see cref="Canonical"/> texts.</summary>
public sealed class InsightParameters
{
    private readonly ImmutableSortedDictionary<string, string> _given;
    private readonly InsightDescriptor _insight;

    private InsightParameters(InsightDescriptor insight, ImmutableSortedDictionary<string, string> given)
    {
        _insight = insight;
        _given = given;
        Canonical = Write(given);
    }

    /// <summary>The parameters that differ from their defaults, as a query string in ordinal order of names; empty when all are defaults.</summary>
    public string Canonical { get; }

    /// <summary>What was given and differs from its default.</summary>
    public IReadOnlyDictionary<string, string> Given => _given;

    /// <summary>A parameter's value or its default; <see langword="null"/> when it has neither.</summary>
    public string? this[string name] =>
        _given.TryGetValue(name, out var value) ? value : _insight.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Default;

    /// <summary>Checks names, choices, numbers and flags; periods and entities are checked when the question is asked. Blank values count as not given.</summary>
    /// <exception cref="InsightParameterException">A name is unknown or a value not allowed.</exception>
    public static InsightParameters Parse(InsightDescriptor insight, IEnumerable<KeyValuePair<string, string>> values)
    {
        var given = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            var parameter = insight.Parameters.FirstOrDefault(parameter => parameter.Name == name)
                ?? throw new InsightParameterException(name, $"'{insight.Name}' has no parameter '{name}'. It takes: {string.Join(", ", insight.Parameters.Select(known => known.Name))}.");
            if (string.IsNullOrWhiteSpace(value))
            {
                continue;
            }

            Check(parameter, value.Trim());
            if (value.Trim() != parameter.Default)
            {
                given[name] = value.Trim();
            }
        }

        return new InsightParameters(insight, given.ToImmutable());
    }

    private static void Check(ParameterDescriptor parameter, string value)
    {
        var fits = parameter.Type switch
        {
            ParameterType.Choice => parameter.Choices.Contains(value),
            ParameterType.Flag => bool.TryParse(value, out _),
            ParameterType.Number => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            _ => value.Length <= 500,
        };
        if (!fits)
        {
            var expected = parameter.Type switch
            {
                ParameterType.Choice => string.Join(", ", parameter.Choices),
                ParameterType.Flag => "true, false",
                ParameterType.Number => "a number",
                _ => "at most 500 characters",
            };
            throw new InsightParameterException(parameter.Name, $"'{parameter.Name}' cannot be '{value}'. It takes: {expected}.");
        }
    }

    private static string Write(ImmutableSortedDictionary<string, string> given)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in given)
        {
            text.Append(text.Length == 0 ? "" : "&").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return text.ToString();
    }
}
