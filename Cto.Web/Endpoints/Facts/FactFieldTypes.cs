namespace Cto.Web.Endpoints.Facts;

/// <summary>The type of a field of a fact line.</summary>
internal enum FactFieldType
{
    Text,
    Flag,
    Integer,
    Number,
    Instant,
    Day,
    Choice,
    Texts,
    Map,
    Items,
}

/// <summary>Tells how a line writes a property.</summary>
internal static class FactFieldTypes
{
    public static FactFieldType Of(Type type) =>
        type == typeof(string) ? FactFieldType.Text
        : type == typeof(bool) ? FactFieldType.Flag
        : type == typeof(int) ? FactFieldType.Integer
        : type == typeof(double) || type == typeof(decimal) ? FactFieldType.Number
        : type == typeof(DateTimeOffset) ? FactFieldType.Instant
        : type == typeof(DateOnly) ? FactFieldType.Day
        : type.IsEnum ? FactFieldType.Choice
        : type == typeof(IReadOnlyList<string>) ? FactFieldType.Texts
        : type == typeof(IReadOnlyDictionary<string, string>) ? FactFieldType.Map
        : throw new NotSupportedException($"A line has no way to write a {type.Name}.");
}
