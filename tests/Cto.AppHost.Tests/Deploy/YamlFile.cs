using YamlDotNet.RepresentationModel;

namespace Cto.AppHost.Tests.Deploy;

/// <summary>Reads what is in <c>deploy/</c>.</summary>
internal static class YamlFile
{
    public static string Directory { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "deploy"));

    public static IReadOnlyList<YamlNode> Read(string file)
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Path.Combine(Directory, file));
        yaml.Load(text);
        return [.. yaml.Documents.Select(document => document.RootNode)];
    }

    /// <summary>What lies at a path such as <c>spec.template.spec</c>; a number takes one of a list.</summary>
    public static YamlNode At(this YamlNode node, string path) => path.Split('.').Aggregate(node, (at, step) => int.TryParse(step, out var index) ? at[index] : at[step]);

    public static string Text(this YamlNode node, string path) => ((YamlScalarNode)node.At(path)).Value!;

    public static bool Has(this YamlNode node, string key) => node is YamlMappingNode map && map.Children.ContainsKey(new YamlScalarNode(key));

    public static IEnumerable<string> Keys(this YamlNode node) => ((YamlMappingNode)node).Children.Keys.Select(key => ((YamlScalarNode)key).Value!);
}
