namespace Cto.Connectors.Http;

/// <summary>A call to a vendor, however often it is tried.</summary>
/// <param name="Method">Of every try.</param>
/// <param name="Route">The path with its placeholders, which names the call in traces.</param>
/// <param name="Request">Makes the request of a try: a message is sent once.</param>
internal sealed record SourceCall(HttpMethod Method, string Route, Func<HttpRequestMessage> Request)
{
    /// <summary>Whether it only reads, so that nothing happens twice when it is repeated.</summary>
    public bool IsRead { get; init; } = Method == HttpMethod.Get;
}
