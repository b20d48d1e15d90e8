using System.ComponentModel.DataAnnotations;

namespace Cto.Connectors.Http;

/// <summary>What an operator may set for every call to the world outside.</summary>
internal sealed class SourceHttpOptions
{
    public const string Section = "Connectors";

    /// <summary>Whether addresses that users type may point into private networks and be plain <c>http</c>: for vendors hosted inside the company.</summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>Single hosts, as <c>host:port</c>, that may be called although they lie in a private network, by plain <c>http</c> too.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>The largest body that is read, in bytes.</summary>
    [Range(1024, 1 << 30)]
    public int MaxBodyBytes { get; set; } = 64 << 20;

    /// <summary>How long upstream may take to begin its answer, each try.</summary>
    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a try may take in all, its body included.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>How often a read that failed in passing is repeated.</summary>
    [Range(1, 10)]
    public int Retries { get; set; } = 3;

    /// <summary>The wait before the first repetition; it doubles from then on, with jitter.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait that a vendor may ask for inside a call; where it takes longer the sync ends and goes on then. The windows of most vendors are a minute.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(65);

    /// <summary>How long a host that keeps failing is left alone.</summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(30);
}
