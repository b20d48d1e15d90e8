using System.Globalization;
using Cto.Domain.Sources;

namespace Cto.Connectors;

/// <summary>The setting that says how far back the first sync of a source reads; one spelling for every connector.</summary>
internal static class HistorySetting
{
    public const string Name = "historyDays";

    /// <summary>Eighteen months.</summary>
    public const int DefaultDays = 548;

    public static SettingDescriptor Descriptor(int days = DefaultDays) => new(Name, "History", "How many days back the first sync reads.")
    {
        Type = SettingType.Number,
        Default = days.ToString(CultureInfo.InvariantCulture),
    };

    /// <exception cref="SourceException">It is no number of days.</exception>
    public static TimeSpan Read(SourceSettings settings, int days = DefaultDays) => settings.Text(Name) switch
    {
        null => TimeSpan.FromDays(days),
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given is > 0 and <= 36_500 => TimeSpan.FromDays(given),
        var text => throw new SourceException(SourceFault.InvalidSettings, $"'{text}' is no number of days.") { Remedy = "Give a whole number from 1 to 36500." },
    };
}
