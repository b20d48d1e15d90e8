using Cto.Insights;

namespace Cto.Web.Components.Boards;

/// <summary>Phrases of periods as a page shows them.</summary>
internal static class PeriodWords
{
    private const string Rolling = "the last ";

    /// <summary><c>last-30-days</c> is <c>Last 30 days</c>.</summary>
    public static string Of(string phrase) => Sentence(phrase.Replace('-', ' '));

    /// <summary>With a capital letter.</summary>
    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>What a period is compared with, short: <c>the 30 days before</c>; <see langword="null"/> when with nothing. The exact one stands in the evidence.</summary>
    public static string? Before(AskedQuery query) => query switch
    {
        { Compared: null } => null,
        { Period: { } period } when period.StartsWith(Rolling, StringComparison.OrdinalIgnoreCase) => $"the {period[Rolling.Length..]} before",
        { Period: { } period } when period.StartsWith("last ", StringComparison.OrdinalIgnoreCase) => $"the {period["last ".Length..]} before",
        _ => "the period before",
    };
}
