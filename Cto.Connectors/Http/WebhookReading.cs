using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cto.Domain.Sources;

namespace Cto.Connectors.Http;

/// <summary>Reads deliveries whose signature is proved.</summary>
internal static class WebhookReading
{
    /// <summary>What a delivery comes to; one that cannot be read is ignored, with the reason.</summary>
    /// <param name="delivery">Its signature is proved.</param>
    /// <param name="type">The shape of the body.</param>
    /// <param name="read">Reads it, by the settings of the source: those may make no sense.</param>
    /// <param name="empty">The reason where the body is JSON's null.</param>
    /// <param name="unknown">The reason where it is of another shape.</param>
    public static WebhookOutcome Read<T>(
        this WebhookDelivery delivery, JsonTypeInfo<T> type, Func<T, WebhookOutcome> read, string empty = "The body is empty.", string unknown = "The body is no JSON that we know.")
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(delivery.Body.Span, type) is { } told ? read(told) : WebhookOutcome.Ignored(empty);
        }
        catch (JsonException)
        {
            return WebhookOutcome.Ignored(unknown);
        }
        catch (SourceException e)
        {
            return WebhookOutcome.Ignored($"The settings of the source make no sense: {e.Message}");
        }
    }
}
