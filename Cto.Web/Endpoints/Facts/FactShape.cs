using System.Text.Json;
using Cto.Domain;

namespace Cto.Web.Endpoints.Facts;

/// <summary>A kind of fact line: its fields, which are the properties of the kind's record, and how a line becomes facts.</summary>
/// <param name="Type">The record.</param>
/// <param name="Fields">All that a line may have besides <c>kind</c>.</param>
/// <param name="Read">Makes the fact, and the ones that come with it, of a line that was checked.</param>
internal sealed record FactShape(Type Type, IReadOnlyList<FactField> Fields, Func<JsonElement, IReadOnlyList<Fact>> Read)
{
    public string Kind { get; } = FactKinds.Of(Type);

    /// <summary>The lines of a kind, as its record says.</summary>
    public static FactShape Of(Type type) => new(type, FactField.AllOf(type), line => [FactJson.Read(line, type)]);

    /// <summary>Lines may leave the field out although the record needs it: it is filled in by <see cref="Completed"/>.</summary>
    public FactShape Optional(string property) => this with { Fields = FactField.Optional(Fields, property) };

    /// <summary>Fills in what a line may leave out.</summary>
    public FactShape Completed<T>(Func<T, T> complete)
        where T : Fact => this with { Read = line => [.. Read(line).Select(fact => fact is T own ? complete(own) : fact)] };

    /// <summary>A line may bring facts of another kind with it, as a list of objects.</summary>
    /// <param name="name">The field.</param>
    /// <param name="about">What it holds, for the schema.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="complete">Fills in what an item has from its line.</param>
    public FactShape Bringing<TOwn, TItem>(string name, string about, IReadOnlyList<FactField> fields, Func<TOwn, TItem, TItem> complete)
        where TOwn : Fact
        where TItem : Fact => this with
    {
        Fields = [.. Fields, new(name, FactFieldType.Items, about) { Items = fields }],
        Read = line => Read(line) is [TOwn own] && line.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array
            ? [own, .. items.EnumerateArray().Select(item => complete(own, (TItem)FactJson.Read(item, typeof(TItem))))]
            : Read(line),
    };
}
