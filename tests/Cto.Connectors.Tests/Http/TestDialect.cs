using Cto.Connectors.Http;

namespace Cto.Connectors.Tests.Http;

/// <summary>A vendor without peculiarities, but for those a test is about.</summary>
internal sealed class TestDialect(params IReadOnlyList<StatedLimit> stated) : HttpDialect
{
    public decimal PerCall { get; init; }

    public string Key { get; init; } = "test";

    public override string Kind => "test";

    public override string Vendor => "Test";

    public override string LimitKey => Key;

    public override IReadOnlyList<StatedLimit> Stated { get; } = stated;

    /// <summary>The last part of the path.</summary>
    public override string Bucket(HttpRequestMessage request) => request.RequestUri!.OriginalString.Split('/')[^1];

    public override decimal Price(HttpRequestMessage request) => PerCall;

    public override ValueTask PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
