namespace Cto.Insights.Delivery;

/// <summary>Turns the tenant's patterns (<c>*</c> and <c>?</c>) into those of SQL's <c>ilike any</c>.</summary>
internal static class LikePatterns
{
    public static string[] Of(IEnumerable<string> patterns) =>
    [
        .. patterns.Select(pattern => pattern
            .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)
            .Replace('*', '%').Replace('?', '_')),
    ];
}
