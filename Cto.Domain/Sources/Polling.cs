using System.Globalization;

namespace Cto.Domain.Sources;

/// <summary>How often a source is looked at, and how old its data may be for that.</summary>
public static class Polling
{
    private const int LongestMinutes = 7 * 24 * 60;
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>How many pauses between two polls the data of a source may be old.</summary>
    public const int AllowedPolls = 3;

    /// <summary>How old it may be however often the source is polled.</summary>
    public static readonly TimeSpan AlwaysAllowed = TimeSpan.FromMinutes(15);

    /// <summary>The name of the setting by which a source is polled more or less often than its connector says, in minutes.</summary>
    public const string SettingName = "pollMinutes";

    /// <summary>The setting; every connector that pulls has it.</summary>
    /// <param name="usual">What holds where nothing is given.</param>
    public static SettingDescriptor Setting(TimeSpan usual) => new(SettingName, "Minutes between polls", "How often the vendor is asked what is new; less often costs fewer calls.")
    {
        Type = SettingType.Number,
        Default = usual.TotalMinutes.ToString(CultureInfo.InvariantCulture),
        Least = 1,
        Most = LongestMinutes,
    };

    /// <summary>The pause between two polls: what the settings say, else what the connector says.</summary>
    public static TimeSpan Every(ConnectorDescriptor connector, SourceSettings settings)
    {
        var every = int.TryParse(settings.Text(SettingName), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? TimeSpan.FromMinutes(minutes) : connector.PollEvery;
        return every < Shortest ? Shortest : every;
    }

    /// <summary>How old the data of a source may be: <see cref="AllowedPolls"/> pauses, and never less than <see cref="AlwaysAllowed"/>.</summary>
    public static TimeSpan AllowedAge(TimeSpan every) => AllowedPolls * every is var age && age > AlwaysAllowed ? age : AlwaysAllowed;
}
