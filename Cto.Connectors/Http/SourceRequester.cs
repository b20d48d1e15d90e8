using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RestEase;
using RestEase.Implementation;

namespace Cto.Connectors.Http;

/// <summary>Lets RestEase build the requests of a vendor's typed interface and <see cref="SourceHttp"/> send and read them.</summary>
internal sealed class SourceRequester : Requester
{
    private readonly SourceHttp _http;
    private readonly JsonSerializerContext _json;

    public SourceRequester(HttpClient client, SourceHttp http, JsonSerializerContext json)
        : base(client)
    {
        (_http, _json) = (http, json);
        RequestBodySerializer = new BodySerializer(json);
    }

    public override async Task<T> RequestAsync<T>(IRequestInfo requestInfo) => (await RequestWithResponseAsync<T>(requestInfo)).GetContent();

    public override Task<Response<T>> RequestWithResponseAsync<T>(IRequestInfo requestInfo) => _http.SendAsync(
        new(requestInfo.Method, requestInfo.Path ?? "", () => Request(requestInfo))
        {
            IsRead = requestInfo.Method == HttpMethod.Get || requestInfo.MethodInfo.IsDefined(typeof(RepeatableAttribute), inherit: false),
        },
        Reader<T>(),
        requestInfo.CancellationToken);

    private HttpRequestMessage Request(IRequestInfo requestInfo)
    {
        var request = new HttpRequestMessage(requestInfo.Method, ConstructUri(SubstitutePathParameters(requestInfo), requestInfo)) { Content = ConstructContent(requestInfo) };
        ApplyHeaders(requestInfo, request);
        return request;
    }

    private AnswerReader<T> Reader<T>() => typeof(T) == typeof(RawAnswer)
        ? (AnswerReader<T>)(object)AnswerReaders.Raw
        : AnswerReaders.Json((JsonTypeInfo<T>?)_json.GetTypeInfo(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T)} is missing in {_json.GetType().Name}."));

    // APIs say true; .NET says True.
    protected override IEnumerable<KeyValuePair<string, string>> SerializeQueryParameter(QueryParameterInfo queryParameter, IRequestInfo requestInfo) =>
        base.SerializeQueryParameter(queryParameter, requestInfo).Select(pair => pair.Value is "True" or "False" ? new(pair.Key, pair.Value.ToLowerInvariant()) : pair);

    private sealed class BodySerializer(JsonSerializerContext json) : RequestBodySerializer
    {
        public override HttpContent? SerializeBody<T>(T body, RequestBodySerializerInfo info) =>
            new ByteArrayContent(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(body, typeof(T), json)) { Headers = { ContentType = new("application/json") } };
    }
}
