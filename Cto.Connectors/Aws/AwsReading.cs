using Cto.Domain;

namespace Cto.Connectors.Aws;

/// <summary>What a stream that is read whole found.</summary>
/// <param name="Facts">All there is.</param>
/// <param name="Warnings">What the numbers will lack, each a sentence.</param>
internal sealed record AwsReading(IReadOnlyList<Fact> Facts, params IReadOnlyList<string> Warnings)
{
    /// <summary>Whether something that was found before was not looked for this time; <see langword="null"/> = everything was.</summary>
    public Func<FactKey, bool>? Unseen { get; init; }
}
