using System.Security.Cryptography;
using System.Text;
using Cto.Domain.Delivery;
using Cto.Domain.Sources;

namespace Cto.Web.Tests.Endpoints.Sources;

/// <summary>A vendor made for tests: it takes a secret, has nothing to pull, and rings by webhook with a signature over the bytes.</summary>
internal sealed class BellConnector : ISourceConnector, IWebhookReceiver
{
    public const string Secret = "a-secret-that-must-not-be-seen";

    public ConnectorDescriptor Descriptor { get; } = new()
    {
        Kind = "bell",
        Title = "Bell",
        Category = ConnectorCategory.Delivery,
        Brings = "Deployments, one a ring.",
        Settings = [new("where", "Where", "Which bell.")],
        Credentials = [new("secret", "Secret", "Under the bell.", [new("secret", "Secret")])],
        Streams = [new("rings", "Rings", ["deployment"])],
        DocumentationUrl = "https://example.com/",
    };

    public IWebhookReceiver Webhooks => this;

    public Task<SourceCheck> CheckAsync(SourceConnection source, CancellationToken cancellationToken) => source.Credentials?.Reveal("secret") == Secret
        ? Task.FromResult(new SourceCheck("It rings."))
        : throw new SourceException(SourceFault.Unauthorized, "The bell does not know this secret.");

    public async IAsyncEnumerable<FactPage> PullAsync(
        SourceConnection source, string stream, string? cursor, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield return new() { Facts = [], Cursor = "silent" };
    }

    public WebhookOutcome Receive(SourceConnection source, WebhookDelivery delivery)
    {
        var signed = Sign(delivery.Body.Span);
        if (!delivery.Headers.TryGetValue("x-bell-signature", out var signature) || signature != signed)
        {
            return WebhookOutcome.Rejected("The signature is missing or wrong.");
        }

        var key = Encoding.UTF8.GetString(delivery.Body.Span[..Math.Min(delivery.Body.Length, 20)]);
        return WebhookOutcome.Accepted(new Deployment { Key = key, Service = "shop", Environment = "production", FinishedAt = delivery.ReceivedAt.AddDays(-1).Date, Result = DeploymentResult.Success });
    }

    public static string Sign(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body));
}
