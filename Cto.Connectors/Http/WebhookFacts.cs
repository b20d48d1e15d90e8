using Cto.Domain;

namespace Cto.Connectors.Http;

/// <summary>Facts from deliveries that tell less than the API does.</summary>
internal static class WebhookFacts
{
    /// <summary>The same fact, a hair older: what the API tells of the same moment replaces it, and is not replaced by a delivery that comes late or twice.</summary>
    public static TFact BelowWhatIsRead<TFact>(this TFact fact)
        where TFact : Fact => fact with { ChangedAt = fact.ChangedAt?.AddMilliseconds(-1) };
}
