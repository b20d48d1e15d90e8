namespace Cto.Upstreams.World.Spend;

/// <summary>An account, subscription or project that the company pays for.</summary>
/// <param name="Provider"><c>aws</c>, <c>azure</c> or <c>gcp</c>.</param>
/// <param name="Id">The provider's own.</param>
/// <param name="Name">As the company calls it.</param>
/// <param name="Weight">How much goes on in it.</param>
internal sealed record CloudAccount(string Provider, string Id, string Name, double Weight)
{
    /// <summary>The first of them pays for all.</summary>
    public static IReadOnlyList<CloudAccount> Aws { get; } =
    [
        new("aws", "314159265358", "acme-prod", 1.0),
        new("aws", "271828182845", "acme-data-prod", 0.8),
        new("aws", "161803398874", "acme-staging", 0.3),
        new("aws", "141421356237", "acme-dev", 0.25),
        new("aws", "173205080756", "acme-shared", 0.2),
        new("aws", "223606797749", "acme-security", 0.15),
    ];

    public static CloudAccount Azure { get; } = new("azure", "6f1c2a50-8d3e-4f7b-9a21-0c5d7e9b1a01", "acme-identity", 0.2);

    public static CloudAccount Google { get; } = new("gcp", "acme-analytics", "Acme Analytics", 0.2);

    public override string ToString() => Name;
}
