namespace Cto.Grains.Sources;

/// <summary>The key of a source's grain, <c>{tenant}/{source}</c>.</summary>
public readonly record struct SourceKey(Guid Tenant, Guid Source)
{
    /// <exception cref="FormatException">The text is no such key.</exception>
    public static SourceKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && Guid.TryParseExact(text.AsSpan(0, slash), "D", out var tenant) && Guid.TryParseExact(text.AsSpan(slash + 1), "D", out var source)
            ? new(tenant, source)
            : throw new FormatException($"'{text}' is not the key of a source: tenant/source.");
    }

    public override string ToString() => $"{Tenant:D}/{Source:D}";
}
