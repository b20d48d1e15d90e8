using System.Globalization;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.NewRelic;

/// <summary>The settings of one New Relic source, read and checked.</summary>
internal sealed class NewRelicSettings
{
    public const string Accounts = "accounts";
    public const string SliDays = "sliDays";
    public const string AlertDays = "alertDays";
    public const string DefaultBaseUrl = "https://api.newrelic.com";
    public const int DefaultSliDays = 90;
    public const int DefaultAlertDays = 30;

    /// <exception cref="SourceException">They make no sense.</exception>
    public NewRelicSettings(SourceSettings settings, AddressGuard guard)
    {
        BaseAddress = UsualSettings.AddressOf(settings, guard, DefaultBaseUrl);
        AccountIds = [.. settings.List(Accounts).Select(text => Number(text)).Distinct()];
        // New Relic keeps thirteen months.
        SliHistory = TimeSpan.FromDays(UsualSettings.NumberOf(settings, SliDays, DefaultSliDays, 1, 396));
        AlertHistory = TimeSpan.FromDays(UsualSettings.NumberOf(settings, AlertDays, DefaultAlertDays, 1, 396));
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
