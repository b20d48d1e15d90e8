using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Cto.Domain;
using Cto.Web.Endpoints.Json;

namespace Cto.Web.Endpoints.Facts;

/// <summary>Reads a line that was checked into the record of its kind.</summary>
internal static class FactJson
{
    private static readonly JsonSerializerOptions Options = Make();

    public static Fact Read(JsonElement line, Type type) => (Fact)line.Deserialize(type, Options)!;

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(ApiJson.Options)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
            RespectNullableAnnotations = false,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Loosen } },
        };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>What is needed was checked, or is filled in afterwards; null is the same as left out, also where the record holds a plain value.</summary>
    private static void Loosen(JsonTypeInfo info)
    {
        for (var index = 0; index < info.Properties.Count; index++)
        {
            var property = info.Properties[index];
            property.IsRequired = false;
            property.Name = FactField.NameOf((PropertyInfo)property.AttributeProvider!);
            if (property is { PropertyType.IsValueType: true, Set: { } set } && Nullable.GetUnderlyingType(property.PropertyType) is null)
            {
                var loose = info.CreateJsonPropertyInfo(typeof(Nullable<>).MakeGenericType(property.PropertyType), property.Name);
                loose.Set = (fact, value) =>
                {
                    if (value is not null)
                    {
                        set(fact, value);
                    }
                };
                info.Properties[index] = loose;
            }
        }
    }
}
