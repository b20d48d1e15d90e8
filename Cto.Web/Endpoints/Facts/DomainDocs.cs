using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Cto.Domain;

namespace Cto.Web.Endpoints.Facts;

/// <summary>What the documentation comments of the domain say of its types and properties: the compiler writes them beside the assembly.</summary>
internal static partial class DomainDocs
{
    private static readonly FrozenDictionary<string, string> Summaries = Read();

    /// <summary>The sentence about a type; <see langword="null"/> when it has none.</summary>
    public static string? Of(Type type) => Summaries.GetValueOrDefault($"T:{type.FullName}");

    /// <summary>The sentence about a property; <see langword="null"/> when its name says it all.</summary>
    public static string? Of(PropertyInfo property) => Summaries.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}");

    private static FrozenDictionary<string, string> Read()
    {
        var file = Path.ChangeExtension(typeof(Fact).Assembly.Location, ".xml");
        return !File.Exists(file)
            ? FrozenDictionary<string, string>.Empty
            : XDocument.Load(file).Descendants("member")
                .Where(member => member.Element("summary") is not null)
                .ToFrozenDictionary(member => member.Attribute("name")!.Value, member => Space().Replace(string.Concat(member.Element("summary")!.Nodes().Select(Words)), " ").Trim());
    }

    private static string Words(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => see.Attribute("langword")?.Value ?? NameIn(see.Attribute("cref")!.Value),
        XElement element => string.Concat(element.Nodes().Select(Words)),
        _ => "",
    };

    /// <summary>As a line names it: the kind, the field or the word.</summary>
    private static string NameIn(string reference) => JsonNamingPolicy.CamelCase.ConvertName(reference[(reference.LastIndexOf('.') + 1)..]);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
