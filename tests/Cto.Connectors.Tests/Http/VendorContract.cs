using System.Reflection;
using System.Text.Json;
using Refit;

namespace Cto.Connectors.Tests.Http;

/// <summary>Holds every route of a vendor's typed interface against the vendor's own description: OpenAPI 3 or Swagger 2.</summary>
internal static class VendorContract
{
    /// <summary>What the interface asks for and the description does not know, each a sentence; empty when they agree.</summary>
    /// <param name="api">The interface with Refit attributes.</param>
    /// <param name="description">The parsed description.</param>
    /// <param name="basePath">What stands before each path of the description and not in the interface, for example <c>/api/v4</c>.</param>
    public static IReadOnlyList<string> Disagreements(Type api, JsonElement description, string basePath = "")
    {
        var found = new List<string>();
        foreach (var method in api.GetMethods())
        {
            var request = method.GetCustomAttribute<HttpMethodAttribute>() ?? throw new InvalidOperationException($"{method.Name} has no route.");
            var name = $"{request.Method} {request.Path}";
            if (Operation(description, request.Method.Method, $"{basePath}/{request.Path}") is not { } operation)
            {
                found.Add($"{name} is not in the description.");
                continue;
            }

            var known = Parameters(description, operation.Path).Concat(Parameters(description, operation.Method)).ToDictionary(parameter => (parameter.In, parameter.Name), parameter => parameter.Required);
            foreach (var linked in Linked(operation.Method).Where(name => known.Keys.All(parameter => parameter.Name != name)))
            {
                known[("query", linked)] = false;
            }

            var sent = Sent(method, [.. PathNames(request.Path)]).ToList();
            found.AddRange(sent.Where(parameter => parameter.In != "header" && !known.ContainsKey(parameter)).Select(parameter => $"{name} sends the {parameter.In} parameter '{parameter.Name}', which is unknown."));
            found.AddRange(known.Where(parameter => parameter.Value && parameter.Key.In is "path" or "query" && !sent.Contains(parameter.Key)).Select(parameter => $"{name} lacks '{parameter.Key.Name}'."));
            found.AddRange(PathNames(request.Path).Where(part => !sent.Contains(("path", part))).Select(part => $"{name} never fills {{{part}}}."));
        }

        return found;
    }

    private static IEnumerable<(string In, string Name)> Sent(MethodInfo method, IReadOnlyCollection<string> path)
    {
        foreach (var parameter in method.GetParameters())
        {
            if (parameter.GetCustomAttribute<HeaderAttribute>() is { } header)
            {
                yield return ("header", header.Header);
            }
            else if (!parameter.IsDefined(typeof(BodyAttribute)) && parameter.ParameterType != typeof(CancellationToken))
            {
                // What stands in the path goes there, and Refit sends everything else as a query parameter.
                var name = parameter.GetCustomAttribute<AliasAsAttribute>()?.Name ?? parameter.Name!;
                yield return (path.Contains(name) ? "path" : "query", name);
            }
        }
    }

    private static (JsonElement Path, JsonElement Method)? Operation(JsonElement description, string method, string path)
    {
        var wanted = Shape(path);
        foreach (var candidate in description.GetProperty("paths").EnumerateObject().Where(candidate => Shape(candidate.Name) == wanted))
        {
            if (candidate.Value.TryGetProperty(method.ToLowerInvariant(), out var operation))
            {
                return (candidate.Value, operation);
            }
        }

        return null;
    }

    private static IEnumerable<(string In, string Name, bool Required)> Parameters(JsonElement description, JsonElement owner) =>
        owner.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Select(parameter => Resolve(description, parameter)).Select(parameter => (
                parameter.GetProperty("in").GetString()!,
                parameter.GetProperty("name").GetString()!,
                parameter.TryGetProperty("required", out var required) && required.GetBoolean()))
            : [];

    /// <summary>What an operation's answers fill in to ask for their next page: some vendors name the parameter there alone.</summary>
    private static IEnumerable<string> Linked(JsonElement operation) =>
        from answer in Members(operation, "responses")
        from link in Members(answer.Value, "links")
        where link.Value.TryGetProperty("operationId", out var next) && next.ValueEquals(operation.GetProperty("operationId").GetString())
        from parameter in Members(link.Value, "parameters")
        select parameter.Name;

    private static JsonElement.ObjectEnumerator Members(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var members) && members.ValueKind is JsonValueKind.Object ? members.EnumerateObject() : default;

    private static JsonElement Resolve(JsonElement description, JsonElement node) => node.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(description, (at, part) => at.GetProperty(part))
        : node;

    private static string Shape(string path) => path.TrimEnd('/');

    private static IEnumerable<string> PathNames(string path) => path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));
}
