using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Cto.Domain;

namespace Cto.Web.Endpoints.Facts;

/// <summary>One field of a fact line: what it may hold, as the property of the record says; the check and the published schema both go by it.</summary>
/// <param name="About">A sentence, for the schema; <see langword="null"/> when the name says it all.</param>
internal sealed record FactField(string Name, FactFieldType Type, string? About)
{
    private static readonly (double Least, double Most) Integers = (int.MinValue, int.MaxValue);

    public bool Required { get; init; }

    /// <summary>The words allowed for <see cref="FactFieldType.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The least and the most allowed for numbers; <see langword="null"/> = any.</summary>
    public (double Least, double Most)? Range { get; init; }

    /// <summary>The fields of each item of <see cref="FactFieldType.Items"/>.</summary>
    public IReadOnlyList<FactField> Items { get; init; } = [];

    /// <summary>The properties of a record: its key, its own, and what all facts have.</summary>
    public static IReadOnlyList<FactField> AllOf(Type record) =>
        [.. record.GetProperties().Where(property => property.SetMethod is not null).OrderBy(Place).Select(Of)];

    /// <summary>Some properties of a record.</summary>
    public static IReadOnlyList<FactField> Only<T>(params string[] properties) => [.. properties.Select(property => Of(typeof(T).GetProperty(property)!))];

    /// <summary>The fields, one of which may be left out although the record needs it.</summary>
    public static IReadOnlyList<FactField> Optional(IReadOnlyList<FactField> fields, string property) =>
        [.. fields.Select(field => field.Name == NameOf(property) ? field with { Required = false } : field)];

    /// <summary>What a line calls a property; one called kind goes by the name of its type, because the line's own <c>kind</c> is another.</summary>
    public static string NameOf(PropertyInfo property) => NameOf(property.Name == "Kind" ? property.PropertyType.Name : property.Name);

    private static FactField Of(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return new(NameOf(property), FactFieldTypes.Of(type), DomainDocs.Of(property))
        {
            Required = property.IsDefined(typeof(RequiredMemberAttribute)),
            Choices = type.IsEnum ? [.. Enum.GetNames(type).Select(NameOf)] : [],
            Range = property.GetCustomAttribute<RangeAttribute>() is { } range
                ? (Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture), Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture))
                : type == typeof(int) ? Integers : null,
        };
    }

    private static string NameOf(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);

    /// <summary>The key first, and what all facts have last.</summary>
    private static int Place(PropertyInfo property) => property.Name == nameof(Fact.Key) ? 0 : property.DeclaringType == typeof(Fact) ? 2 : 1;
}
