using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Cto.Connectors.Http;
using Cto.Domain.Sources;

namespace Cto.Connectors.Aws;

/// <summary>Part of an answer in XML; what is missing is empty, and name spaces are not looked at.</summary>
internal readonly record struct AwsXml(XElement? Element)
{
    private static readonly XmlReaderSettings Careful = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 64 << 20 };

    /// <summary>The result inside the answer to an action.</summary>
    /// <exception cref="SourceException">It is not XML.</exception>
    public static AwsXml Parse(RawAnswer answer)
    {
        if (answer.MediaType is null || !answer.MediaType.EndsWith("xml", StringComparison.OrdinalIgnoreCase))
        {
            throw new SourceException(SourceFault.UnexpectedReply, $"AWS answered with {answer.MediaType ?? "something unnamed"} instead of XML.");
        }

        try
        {
            using var reader = XmlReader.Create(new MemoryStream(answer.Content), Careful);
            var root = XDocument.Load(reader).Root!;
            return new(root.Elements().FirstOrDefault(element => element.Name.LocalName.EndsWith("Result", StringComparison.Ordinal)) ?? root);
        }
        catch (XmlException e)
        {
            throw new SourceException(SourceFault.UnexpectedReply, "AWS answered in a shape we do not know, or its answer was cut off.", e);
        }
    }

    public AwsXml Child(string name) => new(Element?.Elements().FirstOrDefault(element => element.Name.LocalName == name));

    /// <summary>The members of a list; empty when there is no such list.</summary>
    public IEnumerable<AwsXml> List(string name) =>
        Child(name).Element?.Elements().Where(element => element.Name.LocalName == "member").Select(element => new AwsXml(element)) ?? [];

    /// <summary>A text; <see langword="null"/> when it is missing or blank.</summary>
    public string? Text(string name) => Child(name).Element?.Value.Trim() is { Length: > 0 } text ? text : null;

    public DateTimeOffset? Instant(string name) =>
        DateTimeOffset.TryParse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;

    public bool Flag(string name) => Text(name) == "true";

    /// <summary>Its own text, for members that are plain.</summary>
    public string Value => Element?.Value.Trim() ?? "";
}
