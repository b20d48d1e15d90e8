using System.Globalization;
using System.IO.Enumeration;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors;

/// <summary>The settings that most connectors have, described and read in one way.</summary>
internal static class UsualSettings
{
    public const string BaseUrl = "baseUrl";

    /// <summary>How far back the first sync reads.</summary>
    public static SettingDescriptor History { get; } = Number("historyDays", "History", "How many days back the first sync reads.", otherwise: 548, least: 1, most: 36_500);

    /// <summary>How often a vendor is asked for costs, which all of them renew a few times a day.</summary>
    public static SettingDescriptor Refresh { get; } = Number("refreshHours", "Hours between refreshes", "How often costs are asked for.", otherwise: 6, least: 1, most: 168);

    /// <summary>A whole number within bounds.</summary>
    public static SettingDescriptor Number(string name, string label, string help, int otherwise, int least, int most) =>
        new(name, label, help) { Type = SettingType.Number, Default = otherwise.ToString(CultureInfo.InvariantCulture), Least = least, Most = most };

    /// <summary>The address of the vendor's API.</summary>
    /// <param name="otherwise">The vendor's own; <see langword="null"/> where each company has its own server.</param>
    /// <param name="help">One sentence: when to give another.</param>
    public static SettingDescriptor Address(string? otherwise, string help) =>
        new(BaseUrl, otherwise is null ? "Address" : "Address of the API", help) { Type = SettingType.Url, Default = otherwise, Required = otherwise is null };

    /// <summary>The address that was given, else the vendor's own; guarded.</summary>
    /// <exception cref="SourceException">It is missing or must not be addressed.</exception>
    public static Uri AddressOf(SourceSettings settings, AddressGuard guard, string? otherwise) => guard.Parse(settings.Text(BaseUrl) ?? otherwise ?? settings.Required(BaseUrl));

    /// <exception cref="SourceException">It is no number of days.</exception>
    public static TimeSpan HistoryOf(SourceSettings settings) => TimeSpan.FromDays(NumberOf(settings, History));

    /// <exception cref="SourceException">It is no number of hours.</exception>
    public static TimeSpan RefreshOf(SourceSettings settings) => TimeSpan.FromHours(NumberOf(settings, Refresh));

    /// <summary>The number that was given, else the setting's default.</summary>
    /// <exception cref="SourceException">It is no whole number within the setting's bounds.</exception>
    public static int NumberOf(SourceSettings settings, SettingDescriptor number)
    {
        var text = settings.Text(number.Name) ?? number.Default ?? "";
        return number.Objection(text) is not { } objection
            ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
            : throw new SourceException(SourceFault.InvalidSettings, $"The setting '{number.Name}' is '{HttpFaults.Shorten(text, 60)}'.") { Remedy = $"It {objection}." };
    }

    /// <summary>Whether a name is meant by one of the patterns, in which <c>*</c> stands for anything; letters are compared without case.</summary>
    public static bool Matches(IReadOnlyList<string> patterns, string name) => patterns.Any(pattern => Matches(pattern, name));

    /// <inheritdoc cref="Matches(IReadOnlyList{string}, string)"/>
    public static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);
}
