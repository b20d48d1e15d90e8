using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Cto.Insights.Storage;

/// <summary>One numbered step of the schema, as it is embedded in an assembly (<c>Schema/NNNN_name.sql</c>).</summary>
internal sealed record SchemaScript(int Number, string Name, string Sql)
{
    private const string Folder = "Schema/";

    /// <summary>Fingerprint of the text; how lines end does not matter.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>Every script embedded in the assemblies, by number.</summary>
    /// <exception cref="SchemaException">A name is not <c>NNNN_name.sql</c>, or a number is there twice.</exception>
    public static IReadOnlyList<SchemaScript> In(IEnumerable<Assembly> assemblies)
    {
        var scripts = assemblies.Distinct()
            .SelectMany(assembly => assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name => Read(assembly, name)))
            .OrderBy(script => script.Number)
            .ToList();
        return scripts.Zip(scripts.Skip(1)).FirstOrDefault(pair => pair.First.Number == pair.Second.Number) is { First: { } first, Second: { } second }
            ? throw new SchemaException($"The schema scripts {first.Name} and {second.Name} have the same number: give the newer one the next free number.")
            : scripts;
    }

    private static SchemaScript Read(Assembly assembly, string resource)
    {
        var name = resource[Folder.Length..];
        if (name.Length < 6 || name[4] != '_' || !int.TryParse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new SchemaException($"The schema script {name} is not named NNNN_name.sql.");
        }

        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return new(number, name, reader.ReadToEnd());
    }
}

/// <summary>A schema that cannot be brought up to date; the message says what to do.</summary>
public sealed class SchemaException(string message, Exception? inner = null) : Exception(message, inner);
