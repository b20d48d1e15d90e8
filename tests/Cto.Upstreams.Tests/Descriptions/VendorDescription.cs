using System.Text.Json;
using Cto.Testing;
using Cto.Upstreams.Control;

namespace Cto.Upstreams.Tests.Descriptions;

/// <summary>A vendor's own description of its API, OpenAPI 3 or Swagger 2.</summary>
internal sealed class VendorDescription
{
    private static readonly string[] Json = ["application/json", "application/vnd.api+json"];

    private readonly JsonElement _document;
    private readonly SchemaCheck _schemas;
    private readonly List<(string Template, string[] Segments, JsonElement Item)> _paths;
    private readonly string[] _bases;

    /// <param name="name">Its file in <see cref="Specs"/>, without <c>.json</c>.</param>
    public VendorDescription(string name)
    {
        Name = name;
        _document = JsonElement.Parse(File.ReadAllBytes(Specs.Path($"{name}.json")));
        _schemas = new(_document);
        _paths = [.. _document.GetProperty("paths").EnumerateObject().Select(path => (path.Name, path.Name.Trim('/').Split('/'), path.Value))];
        // Who plays several APIs has each below its name.
        _bases = ["", $"/{name.Split('-')[0]}", .. Bases()];
    }

    public string Name { get; }

    /// <summary>The operation of an exchange as <c>GET /repos/{owner}/{repo}</c>, and what is wrong with request and answer; <see langword="null"/> when it is not described.</summary>
    public (string Operation, IReadOnlyList<string> Problems)? Check(Exchange exchange)
    {
        if (Find(exchange) is not { } found)
        {
            return null;
        }

        var name = $"{exchange.Method} {found.Template}";
        return (name, [.. Query(exchange, found.Item, found.Operation), .. Body(exchange, found.Item, found.Operation), .. Answer(exchange, found.Operation)]);
    }

    private IEnumerable<string> Bases()
    {
        if (_document.TryGetProperty("basePath", out var path))
        {
            yield return path.GetString()!.TrimEnd('/');
        }

        if (_document.TryGetProperty("servers", out var servers))
        {
            foreach (var url in servers.EnumerateArray().Select(server => server.GetProperty("url").GetString()!).Where(url => Uri.TryCreate(url, UriKind.Absolute, out _)))
            {
                yield return new Uri(url).AbsolutePath.TrimEnd('/');
            }
        }
    }

    private (string Template, JsonElement Item, JsonElement Operation)? Find(Exchange exchange)
    {
        var method = exchange.Method.ToLowerInvariant();
        if (exchange.Target is { } target)
        {
            var item = _paths.FirstOrDefault(path => path.Template == $"/#X-Amz-Target={target}");
            return item.Template is not null && item.Item.TryGetProperty(method, out var action) ? (item.Template, item.Item, action) : null;
        }

        foreach (var start in _bases.Where(start => exchange.Path.StartsWith(start, StringComparison.Ordinal)).OrderByDescending(start => start.Length))
        {
            var segments = exchange.Path[start.Length..].Trim('/').Split('/');
            // Fixed words before placeholders: /pulls/comments is not /pulls/{number}.
            foreach (var (template, wanted, item) in _paths.Where(path => Matches(path.Segments, segments)).OrderBy(path => path.Segments.Count(segment => segment.Contains('{', StringComparison.Ordinal))))
            {
                if (item.TryGetProperty(method, out var operation))
                {
                    return (template, item, operation);
                }
            }
        }

        return null;
    }

    private static bool Matches(string[] template, string[] segments) =>
        template.Length == segments.Length && template.Zip(segments).All(pair => pair.First.Contains('{', StringComparison.Ordinal) ? pair.Second.Length > 0 : pair.First == pair.Second);

    private IEnumerable<string> Query(Exchange exchange, JsonElement item, JsonElement operation)
    {
        var known = Parameters(item).Concat(Parameters(operation)).Where(parameter => parameter.GetProperty("in").GetString() == "query")
            .DistinctBy(parameter => parameter.GetProperty("name").GetString()).ToDictionary(parameter => parameter.GetProperty("name").GetString()!);
        foreach (var (name, value) in exchange.Query)
        {
            if (!known.TryGetValue(name, out var parameter) && !known.TryGetValue(name.Replace("[]", "", StringComparison.Ordinal), out parameter))
            {
                yield return $"the query parameter {name} is unknown";
            }
            else if (Schema(parameter) is { } schema && Objection(schema, value) is { } objection)
            {
                yield return $"the query parameter {name}={value}: {objection}";
            }
        }

        foreach (var missing in known.Values.Where(IsRequired).Select(parameter => parameter.GetProperty("name").GetString()!).Where(name => exchange.Query.All(sent => sent.Key != name)))
        {
            yield return $"the query parameter {missing} is missing";
        }
    }

    // Values of the query are texts: what they would be as JSON depends on the schema.
    private string? Objection(JsonElement schema, string value)
    {
        schema = _schemas.Resolve(schema);
        if (schema.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String && type.GetString() is "array" && schema.TryGetProperty("items", out var items))
        {
            return value.Split(',').Select(part => Objection(items, part)).FirstOrDefault(problem => problem is not null);
        }

        var word = type.ValueKind is JsonValueKind.String ? type.GetString() : null;
        if (word is "object")
        {
            return null;
        }

        try
        {
            var json = word is "integer" or "number" or "boolean" ? JsonElement.Parse(value) : JsonElement.Parse(JsonSerializer.Serialize(value));
            return _schemas.Problems(schema, json).FirstOrDefault();
        }
        catch (JsonException)
        {
            return $"is no {word}";
        }
    }

    private IEnumerable<string> Body(Exchange exchange, JsonElement item, JsonElement operation)
    {
        if (exchange.Request.Length == 0 || exchange.RequestType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return [];
        }

        var schema = operation.TryGetProperty("requestBody", out var body)
            ? Content(_schemas.Resolve(body))
            : Parameters(item).Concat(Parameters(operation)).Where(parameter => parameter.GetProperty("in").GetString() == "body").Select(Schema).FirstOrDefault();
        return schema is { } found ? _schemas.Problems(found, JsonElement.Parse(exchange.Request.Span)).Select(problem => $"its request: {problem}") : ["it takes no body"];
    }

    private IEnumerable<string> Answer(Exchange exchange, JsonElement operation)
    {
        if (exchange.Answer.Length == 0 || exchange.AnswerType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return [];
        }

        var responses = operation.GetProperty("responses");
        if (!responses.TryGetProperty(exchange.Status.ToString(null as IFormatProvider), out var response) && !responses.TryGetProperty($"{exchange.Status / 100}XX", out response) && !responses.TryGetProperty("default", out response))
        {
            // Few descriptions list their refusals.
            return exchange.Status < 400 ? [$"status {exchange.Status} is not described"] : [];
        }

        response = _schemas.Resolve(response);
        var schema = response.TryGetProperty("schema", out var swagger) ? swagger : Content(response);
        return schema is { } found ? _schemas.Problems(found, JsonElement.Parse(exchange.Answer.Span)).Select(problem => $"{exchange.Status}: {problem}") : [];
    }

    private IEnumerable<JsonElement> Parameters(JsonElement owner) => owner.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().Select(_schemas.Resolve) : [];

    private static JsonElement? Schema(JsonElement parameter) =>
        parameter.TryGetProperty("schema", out var schema) ? schema : parameter.TryGetProperty("type", out _) ? parameter : parameter.TryGetProperty("content", out _) ? Content(parameter) : null;

    private static JsonElement? Content(JsonElement owner)
    {
        if (!owner.TryGetProperty("content", out var content))
        {
            return null;
        }

        var json = content.EnumerateObject().FirstOrDefault(type => Json.Contains(type.Name.Split(';')[0]) || type.Name.Contains("json", StringComparison.Ordinal));
        return json.Value.ValueKind is JsonValueKind.Object && json.Value.TryGetProperty("schema", out var schema) ? schema : null;
    }

    private static bool IsRequired(JsonElement parameter) => parameter.TryGetProperty("required", out var required) && required.ValueKind is JsonValueKind.True;
}
