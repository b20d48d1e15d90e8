using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Refit;

namespace Cto.Connectors.Http;

/// <summary>What a method of a typed interface says of its calls beside their requests: found once, by the name that Refit puts on a request.</summary>
internal abstract class RefitRoute(string template, bool isRead)
{
    private static readonly ConcurrentDictionary<(Type Api, string Method), RefitRoute> Known = new();

    /// <summary>The path with its placeholders.</summary>
    public string Template => template;

    /// <summary>Whether its calls only read (<see cref="SourceCall.IsRead"/>).</summary>
    public bool IsRead => isRead;

    public static RefitRoute Of(HttpRequestMessage request) => Known.GetOrAdd(
        (Option<Type>(request, HttpRequestMessageOptions.InterfaceType), Option<string>(request, HttpRequestMessageOptions.MethodName)),
        static (name, template) => Of(name.Api.GetMethod(name.Method)!, template),
        Option<string>(request, HttpRequestMessageOptions.RelativePathTemplate));

    /// <returns>What the method returns a task of: the content, or the whole <see cref="Answer{T}"/>.</returns>
    public abstract Task<object?> AskAsync(SourceHttp http, SourceCall call, JsonSerializerContext json, CancellationToken cancellationToken);

    private static RefitRoute Of(MethodInfo method, string template)
    {
        var answer = method.ReturnType.GetGenericArguments()[0];
        var isWhole = answer.IsGenericType && answer.GetGenericTypeDefinition() == typeof(Answer<>);
        var content = isWhole ? answer.GetGenericArguments()[0] : answer;
        var isRead = method.IsDefined(typeof(GetAttribute)) || method.IsDefined(typeof(RepeatableAttribute));
        return (RefitRoute)Activator.CreateInstance(typeof(Route<>).MakeGenericType(content), template, isRead, isWhole)!;
    }

    private static T Option<T>(HttpRequestMessage request, string name) =>
        request.Options.TryGetValue(new HttpRequestOptionsKey<T>(name), out var value) ? value : throw new InvalidOperationException($"Refit did not say {name}.");

    private sealed class Route<T>(string template, bool isRead, bool isWhole) : RefitRoute(template, isRead)
    {
        public override async Task<object?> AskAsync(SourceHttp http, SourceCall call, JsonSerializerContext json, CancellationToken cancellationToken)
        {
            var answer = await http.SendAsync(call, Reader(json), cancellationToken);
            return isWhole ? answer : answer.Content;
        }

        private static AnswerReader<T> Reader(JsonSerializerContext json) => typeof(T) == typeof(RawAnswer)
            ? (AnswerReader<T>)(object)AnswerReaders.Raw
            : AnswerReaders.Json((JsonTypeInfo<T>?)json.GetTypeInfo(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T)} is missing in {json.GetType().Name}."));
    }
}
