namespace Cto.Upstreams;

/// <summary>What the simulated company is grown from and where it is served.</summary>
public sealed record UpstreamsOptions
{
    /// <summary>Another seed is another company with the same stories.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How much there is of everything; 1 = about a million facts.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The instant that its stories are told from; <see langword="null"/> = now.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>0 = any free one.</summary>
    public int Port { get; init; }

    /// <summary>What the vendors' limits are multiplied with: a first sync of a real company takes hours under the real ones (1).</summary>
    public int Limits { get; init; } = 1000;
}
