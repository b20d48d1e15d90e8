using Cto.Insights;

namespace Cto.Grains.Widgets;

/// <summary>The key of a widget grain: <c>{tenant}/{insight}?{canonical parameters}</c>.</summary>
public readonly record struct WidgetKey(Guid Tenant, string Insight, string Parameters)
{
    public static WidgetKey Of(Guid tenant, InsightDescriptor insight, InsightParameters parameters) => new(tenant, insight.Name, parameters.Canonical);

    /// <exception cref="FormatException">The text is no widget key.</exception>
    public static WidgetKey Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var question = text.IndexOf('?', StringComparison.Ordinal);
        if (slash < 0 || question < slash || !Guid.TryParse(text.AsSpan(0, slash), out var tenant))
        {
            throw new FormatException($"'{text}' is no key of a widget.");
        }

        return new WidgetKey(tenant, text[(slash + 1)..question], text[(question + 1)..]);
    }

    /// <summary>The parameters as names and values.</summary>
    public IEnumerable<KeyValuePair<string, string>> Values =>
        Parameters.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => KeyValuePair.Create(pair[0], Uri.UnescapeDataString(pair[1])));

    public override string ToString() => $"{Tenant:D}/{Insight}?{Parameters}";
}
