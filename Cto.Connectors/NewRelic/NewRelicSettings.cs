using System.Globalization;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.NewRelic;

/// <summary>The settings of one New Relic source, read and checked.</summary>
internal sealed class NewRelicSettings
{
    public const string Accounts = "accounts";
    public const string DefaultBaseUrl = "https://api.newrelic.com";

    // New Relic keeps thirteen months.
    private const int DaysKept = 396;

    public static SettingDescriptor SliDays { get; } = UsualSettings.Number("sliDays", "History of service levels", "How many days back the first sync reads samples of five minutes.", 90, 1, DaysKept);

    public static SettingDescriptor AlertDays { get; } = UsualSettings.Number("alertDays", "History of alerts", "How many days back the first sync reads alerts.", 30, 1, DaysKept);

    /// <exception cref="SourceException">They make no sense.</exception>
    public NewRelicSettings(SourceSettings settings, AddressGuard guard)
    {
        BaseAddress = UsualSettings.AddressOf(settings, guard, DefaultBaseUrl);
        AccountIds = [.. settings.List(Accounts).Select(text => Number(text)).Distinct()];
        SliHistory = TimeSpan.FromDays(UsualSettings.NumberOf(settings, SliDays));
        AlertHistory = TimeSpan.FromDays(UsualSettings.NumberOf(settings, AlertDays));
    }

    public Uri BaseAddress { get; }

    /// <summary>The accounts to read; empty = all that the key sees.</summary>
    public IReadOnlyList<int> AccountIds { get; }
    public TimeSpan SliHistory { get; }
    public TimeSpan AlertHistory { get; }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new SourceException(SourceFault.InvalidSettings, $"'{HttpFaults.Shorten(text, 60)}' is no account.")
        {
            Remedy = "Give the numbers of accounts, as they stand under your name → Administration → Access management.",
        };
}
