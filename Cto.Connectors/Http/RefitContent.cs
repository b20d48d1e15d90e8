using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Refit;

namespace Cto.Connectors.Http;

/// <summary>Writes bodies by the vendor's source-generated JSON, and unpacks answers that were read already.</summary>
internal sealed class RefitContent(JsonSerializerContext json) : IHttpContentSerializer
{
    public HttpContent ToHttpContent<T>(T item) =>
        new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(item, typeof(T), json)) { Headers = { ContentType = new("application/json") } };

    public Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default) => Task.FromResult((T?)((ReadContent)content).Value);

    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => null;
}

/// <summary>An answer that was read already. It does not say how long it is: Refit takes length 0 for nothing at all.</summary>
internal sealed class ReadContent(object? value) : HttpContent
{
    public object? Value => value;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException("An answer is an object, and not bytes any more.");

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

/// <summary>Values in addresses. APIs say true; .NET says True.</summary>
internal sealed class RefitValues : DefaultUrlParameterFormatter
{
    public override string? Format(object? value, ICustomAttributeProvider attributeProvider, Type type) =>
        value is bool answer ? (answer ? "true" : "false") : base.Format(value, attributeProvider, type);
}
