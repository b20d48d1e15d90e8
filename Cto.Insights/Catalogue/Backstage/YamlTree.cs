using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cto.Insights.Catalogue.Backstage;

/// <summary>A value of a YAML document and the line it stands on; exactly one of the three is given.</summary>
internal sealed record YamlTree(long Line)
{
    /// <summary>How deep a document may nest.</summary>
    private const int Deepest = 32;

    /// <summary>Values of all documents together.</summary>
    private const int MostValues = 200_000;

    public string? Text { get; private init; }
    public IReadOnlyList<YamlTree>? Items { get; private init; }
    public IReadOnlyDictionary<string, YamlTree>? Fields { get; private init; }

    /// <summary>The documents of a file. Aliases are refused: a few lines of them stand for gigabytes.</summary>
    /// <exception cref="CatalogFileException">It is not YAML, or more than anybody writes.</exception>
    public static IReadOnlyList<YamlTree> Read(string text)
    {
        var (parser, left) = (new Parser(new StringReader(text)), MostValues);
        try
        {
            var documents = new List<YamlTree>();
            parser.Consume<StreamStart>();
            while (!parser.TryConsume<StreamEnd>(out _))
            {
                parser.Consume<DocumentStart>();
                documents.Add(Value(parser, Deepest, ref left));
                parser.Consume<DocumentEnd>();
            }

            return documents;
        }
        catch (YamlException e)
        {
            throw new CatalogFileException(e.Start.Line, $"not valid YAML: {e.Message.TrimEnd('.')}", e);
        }
        // The scanner gives up so where a list is never closed.
        catch (InvalidOperationException e)
        {
            throw new CatalogFileException(parser.Current?.Start.Line ?? 1, "not valid YAML", e);
        }
    }

    /// <summary>The value at a path of fields; <see langword="null"/> when it is not there.</summary>
    public YamlTree? At(params ReadOnlySpan<string> path)
    {
        var value = this;
        foreach (var name in path)
        {
            value = value?.Fields?.GetValueOrDefault(name);
        }

        return value;
    }

    private static YamlTree Value(Parser parser, int depth, ref int left)
    {
        var line = parser.Current?.Start.Line ?? 0;
        if (depth == 0 || --left < 0)
        {
            throw new CatalogFileException(line, depth == 0 ? $"nested deeper than {Deepest} levels" : $"more than {MostValues} values");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new(line) { Text = scalar.Value };
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<YamlTree>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Value(parser, depth - 1, ref left));
            }

            return new(line) { Items = items };
        }

        if (parser.TryConsume<MappingStart>(out _))
        {
            var fields = new Dictionary<string, YamlTree>(StringComparer.Ordinal);
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = Value(parser, depth - 1, ref left);
                if (key.Text is null || !fields.TryAdd(key.Text, Value(parser, depth - 1, ref left)))
                {
                    throw new CatalogFileException(key.Line, key.Text is null ? "a key that is not a text" : $"'{key.Text}' is there twice");
                }
            }

            return new(line) { Fields = fields };
        }

        throw new CatalogFileException(line, "aliases (*name) are not taken: write the value out");
    }
}

/// <summary>A file that cannot be imported; the message says where and why.</summary>
public sealed class CatalogFileException(long line, string reason, Exception? inner = null) : Exception($"Line {line}: {reason}.", inner)
{
    public long Line { get; } = line;
}
