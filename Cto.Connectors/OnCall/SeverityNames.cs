using Cto.Domain.Delivery;
using Cto.Domain.Sources;

namespace Cto.Connectors.OnCall;

/// <summary>What a vendor's or company's names of priorities (<c>P1</c>, <c>SEV-2</c>, <c>Critical</c>) mean as a severity.</summary>
internal sealed class SeverityNames
{
    public const string Setting = "severities";

    private static readonly Dictionary<string, IncidentSeverity> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["critical"] = IncidentSeverity.Sev1,
        ["high"] = IncidentSeverity.Sev2,
        ["medium"] = IncidentSeverity.Sev3,
        ["moderate"] = IncidentSeverity.Sev3,
        ["low"] = IncidentSeverity.Sev4,
        ["info"] = IncidentSeverity.Sev5,
        ["informational"] = IncidentSeverity.Sev5,
    };

    private readonly Dictionary<string, IncidentSeverity> _named = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="SourceException">A line of the setting is no <c>name=severity</c>.</exception>
    public SeverityNames(SourceSettings settings)
    {
        foreach (var line in settings.List(Setting))
        {
            _named[line.Split('=')[0].Trim()] = line.Split('=') is [{ Length: > 0 }, var severity] && Numbered(severity) is { } known
                ? known
                : throw new SourceException(SourceFault.InvalidSettings, $"'{line}' names no severity.") { Remedy = "Give one a line, as Blocker=SEV-1." };
        }
    }

    public static SettingDescriptor Descriptor { get; } =
        new(Setting, "Severities", "What your priorities mean, one a line; P1 and SEV-2 are understood without, and so are Critical, High, Medium and Low.")
        {
            Type = SettingType.List,
            Placeholder = "Blocker=SEV-1",
        };

    /// <summary>The severity of a name; <see langword="null"/> when there is no name or it says none.</summary>
    public IncidentSeverity? Of(string? name) => name?.Trim() switch
    {
        null or "" => null,
        var known when _named.TryGetValue(known, out var severity) => severity,
        var word when Words.TryGetValue(word, out var severity) => severity,
        var other => Numbered(other),
    };

    // "P1", "SEV-2", "Sev 3", "S4", "5", "P2 - High": the first number, from 1 to 5, after one word at most.
    private static IncidentSeverity? Numbered(string text)
    {
        var at = text.AsSpan().IndexOfAnyInRange('0', '9');
        return at >= 0 && at <= "severity ".Length && (at + 1 == text.Length || !char.IsAsciiDigit(text[at + 1])) && text[at] is >= '1' and <= '5'
            ? (IncidentSeverity)(text[at] - '0')
            : null;
    }
}
