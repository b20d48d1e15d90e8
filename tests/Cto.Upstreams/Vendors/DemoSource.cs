namespace Cto.Upstreams.Vendors;

/// <summary>A connection that the demo company makes.</summary>
/// <param name="Connector">The connector's kind.</param>
/// <param name="Name">As the sources page shows it; truths are told under it.</param>
/// <param name="Settings">By their names in the API.</param>
internal sealed record DemoSource(string Connector, string Name, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>The way to authenticate; <see langword="null"/> where none is needed.</summary>
    public string? CredentialKind { get; init; }

    /// <summary>When its credential ends: from then on it fails with 401. <see langword="null"/> = it does not.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The parts of the credential.</summary>
    public IReadOnlyDictionary<string, string> Credentials { get; init; } = new Dictionary<string, string>();
}
