using System.Text.Json;
using Cto.Web.Endpoints.Json;

namespace Cto.Web.Endpoints.Facts;

/// <summary>The values of a line that was checked against its shape: reading them cannot fail.</summary>
internal readonly struct FactValues(JsonElement line)
{
    public string? Text(string name) => Find(name)?.GetString();

    public string Required(string name) => Text(name)!;

    public bool Flag(string name) => Find(name)?.GetBoolean() ?? false;

    public int? Integer(string name) => Find(name)?.GetInt32();

    public DateTimeOffset? Instant(string name) => InstantConverter.TryParse(Text(name), out var instant) ? instant : null;

    public T? Choice<T>(string name)
        where T : struct, Enum => Text(name) is { } word ? Enum.Parse<T>(word, ignoreCase: true) : null;

    public IReadOnlyList<string>? Texts(string name) => Find(name) is { } list ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : null;

    public IReadOnlyDictionary<string, string>? Map(string name) =>
        Find(name)?.EnumerateObject().ToDictionary(item => item.Name, item => item.Value.GetString()!);

    public IEnumerable<FactValues> Items(string name) => Find(name) is { } list ? list.EnumerateArray().Select(item => new FactValues(item)) : [];

    private JsonElement? Find(string name) => line.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
