namespace Cto.Web.Components.Boards;

/// <summary>Phrases of periods as a menu shows them.</summary>
internal static class PeriodWords
{
    /// <summary><c>last-30-days</c> is <c>Last 30 days</c>.</summary>
    public static string Of(string phrase) =>
        phrase.Length == 0 ? phrase : char.ToUpperInvariant(phrase[0]) + phrase[1..].Replace('-', ' ');
}
