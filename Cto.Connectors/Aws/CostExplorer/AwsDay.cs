using System.Globalization;

namespace Cto.Connectors.Aws.CostExplorer;

/// <summary>Days as Cost Explorer writes them.</summary>
internal static class AwsDay
{
    private const string Pattern = "yyyy-MM-dd";

    public static string Format(DateOnly day) => day.ToString(Pattern, CultureInfo.InvariantCulture);

    /// <returns><see langword="null"/> when it is no day.</returns>
    public static DateOnly? Parse(string? text) =>
        text is { Length: >= 10 } && DateOnly.TryParseExact(text.AsSpan(0, 10), Pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
