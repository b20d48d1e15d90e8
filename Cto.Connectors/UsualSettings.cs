using System.Globalization;
using System.IO.Enumeration;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors;

/// <summary>The settings that most connectors have, described and read in one way.</summary>
internal static class UsualSettings
{
    public const string BaseUrl = "baseUrl";
    public const string HistoryDays = "historyDays";
    public const int DefaultHistoryDays = 548;

    /// <summary>How far back the first sync reads.</summary>
    public static SettingDescriptor History { get; } = new(HistoryDays, "History", "How many days back the first sync reads.")
    {
        Type = SettingType.Number,
        Default = DefaultHistoryDays.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The address of the vendor's API.</summary>
    /// <param name="otherwise">The vendor's own; <see langword="null"/> where each company has its own server.</param>
    /// <param name="help">One sentence: when to give another.</param>
    public static SettingDescriptor Address(string? otherwise, string help) =>
        new(BaseUrl, otherwise is null ? "Address" : "Address of the API", help) { Type = SettingType.Url, Default = otherwise, Required = otherwise is null };

    /// <summary>The address that was given, else the vendor's own; guarded.</summary>
    /// <exception cref="SourceException">It is missing or must not be addressed.</exception>
    public static Uri AddressOf(SourceSettings settings, AddressGuard guard, string? otherwise) => guard.Parse(settings.Text(BaseUrl) ?? otherwise ?? settings.Required(BaseUrl));

    /// <exception cref="SourceException">It is no number of days.</exception>
    public static TimeSpan HistoryOf(SourceSettings settings) => TimeSpan.FromDays(NumberOf(settings, HistoryDays, DefaultHistoryDays, 1, 36_500));

    /// <exception cref="SourceException">It is no whole number from <paramref name="least"/> to <paramref name="most"/>.</exception>
    public static int NumberOf(SourceSettings settings, string name, int otherwise, int least, int most) => settings.Text(name) switch
    {
        null => otherwise,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        var text => throw new SourceException(SourceFault.InvalidSettings, $"The setting '{name}' is '{HttpFaults.Shorten(text, 60)}'.") { Remedy = $"Give a whole number from {least} to {most}." },
    };

    /// <summary>Whether a name is meant by one of the patterns, in which <c>*</c> stands for anything; letters are compared without case.</summary>
    public static bool Matches(IReadOnlyList<string> patterns, string name) => patterns.Any(pattern => Matches(pattern, name));

    /// <inheritdoc cref="Matches(IReadOnlyList{string}, string)"/>
    public static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);
}
