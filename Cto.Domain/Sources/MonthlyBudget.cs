using System.Globalization;

namespace Cto.Domain.Sources;

/// <summary>The cap that a person sets on what a source may spend on paid calls in a calendar month (UTC).</summary>
public static class MonthlyBudget
{
    /// <summary>The setting; a connector whose vendor charges for calls lists it.</summary>
    public static SettingDescriptor Setting { get; } =
        new("monthlyBudget", "Monthly budget", "US dollars that paid calls may cost in a calendar month; then they stop until the next. Empty means no cap.")
        {
            Type = SettingType.Number,
            Placeholder = "10",
            Fractions = true,
            Least = 0,
            Most = 1_000_000,
        };

    /// <summary>The cap in US dollars; <see langword="null"/> where none is set. What is no amount of money lets nothing be spent.</summary>
    public static decimal? Of(SourceSettings settings) => settings.Text(Setting.Name) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var dollars) && dollars > 0 ? dollars
        : 0;

    /// <summary>The first day of the month of an instant.</summary>
    public static DateOnly MonthOf(DateTimeOffset instant) => new(instant.UtcDateTime.Year, instant.UtcDateTime.Month, 1);

    internal static SourceException UsedUp() => new(SourceFault.Forbidden, "The monthly budget of this source is used up: paid calls wait for the next month.")
    {
        Remedy = "Raise the monthly budget in the settings, or wait for the next month (UTC).",
    };
}
