using System.Globalization;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.NewRelic;

/// <summary>The settings of one New Relic source, read and checked.</summary>
internal sealed class NewRelicSettings
{
    public const string BaseUrl = "baseUrl";
    public const string Accounts = "accounts";
    public const string SliDays = "sliDays";
    public const string AlertDays = "alertDays";
    public const string DefaultBaseUrl = "https://api.newrelic.com";
    public const int DefaultSliDays = 90;
    public const int DefaultAlertDays = 30;

    /// <exception cref="SourceException">They make no sense.</exception>
    public NewRelicSettings(SourceSettings settings, AddressGuard guard)
    {
        BaseAddress = guard.Parse(settings.Text(BaseUrl) ?? DefaultBaseUrl);
        AccountIds = [.. settings.List(Accounts).Select(text => Number(text, int.MaxValue, "account", "Give the numbers of accounts, as they stand under your name → Administration → Access management.")).Distinct()];
        SliHistory = Days(settings, SliDays, DefaultSliDays);
        AlertHistory = Days(settings, AlertDays, DefaultAlertDays);
    }

    public Uri BaseAddress { get; }

    /// <summary>The accounts to read; empty = all that the key sees.</summary>
    public IReadOnlyList<int> AccountIds { get; }
    public TimeSpan SliHistory { get; }
    public TimeSpan AlertHistory { get; }

    private static TimeSpan Days(SourceSettings settings, string name, int otherwise) =>
        settings.Text(name) is { } text ? TimeSpan.FromDays(Number(text, 396, "number of days", "Give a whole number from 1 to 396: New Relic keeps thirteen months.")) : TimeSpan.FromDays(otherwise);

    private static int Number(string text, int most, string what, string remedy) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most
            ? number
            : throw new SourceException(SourceFault.InvalidSettings, $"'{HttpFaults.Shorten(text, 60)}' is no {what}.") { Remedy = remedy };
}
