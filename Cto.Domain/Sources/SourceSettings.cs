namespace Cto.Domain.Sources;

/// <summary>The settings of one source by the names of its connector's <see cref="SettingDescriptor"/>s; a missing one has its default.</summary>
public sealed record SourceSettings(IReadOnlyDictionary<string, string> Values)
{
    public static SourceSettings Empty { get; } = new(new Dictionary<string, string>());

    /// <summary>The settings that say how often and at what cost a source is read and whether it may act, not what is read: changing them keeps what was read.</summary>
    public static IReadOnlyList<string> BesideReading { get; } = [Polling.SettingName, MonthlyBudget.Setting.Name, ActingGrant.SettingName];

    /// <summary>Whether the same is read under both.</summary>
    public bool ReadsSameAs(SourceSettings other) =>
        Values.Keys.Union(other.Values.Keys).Except(BesideReading).All(name => Values.GetValueOrDefault(name) == other.Values.GetValueOrDefault(name));

    /// <summary>A text; <see langword="null"/> when it was not given or is blank.</summary>
    public string? Text(string name) => Values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>A text that must be there.</summary>
    /// <exception cref="SourceException">It was not given.</exception>
    public string Required(string name) =>
        Text(name) ?? throw new SourceException(SourceFault.InvalidSettings, $"The setting '{name}' is missing.") { Remedy = $"Give a value for '{name}'." };

    /// <summary>A switch: <c>true</c> or <c>false</c>.</summary>
    /// <exception cref="SourceException">It is neither.</exception>
    public bool Flag(string name, bool otherwise) => Text(name) switch
    {
        null => otherwise,
        var text when bool.TryParse(text, out var value) => value,
        var text => throw new SourceException(SourceFault.InvalidSettings, $"The setting '{name}' is '{text}', not true or false."),
    };

    /// <summary>Several texts, given one a line or separated by commas; empty when none was given.</summary>
    public IReadOnlyList<string> List(string name) =>
        Text(name)?.Split(['\n', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
