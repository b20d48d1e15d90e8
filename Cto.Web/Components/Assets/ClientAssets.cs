using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cto.Web.Components.Assets;

/// <summary>What npm built for the browser, as it stands in this assembly: files named after their content, each with its compressed forms.</summary>
internal static partial class ClientAssets
{
    private const string Prefix = "client/";

    private static readonly FrozenDictionary<string, string> HashedNames = Json<Dictionary<string, string>>("assets.json").ToFrozenDictionary();

    private static readonly FrozenDictionary<string, ClientAsset> Files = HashedNames.Values
        .ToFrozenDictionary(name => name, name => new ClientAsset(ContentType(name), Bytes(name)!, Bytes(name + ".br"), Bytes(name + ".gz")), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Icons = Json<Dictionary<string, string>>("icons.json")
        .ToFrozenDictionary(icon => icon.Key, icon => $"<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">{icon.Value}</svg>", StringComparer.Ordinal);

    /// <summary>The address of a file by the name it was written under, for example <c>site.css</c>.</summary>
    public static string Address(string name) => "/assets/" + HashedNames[name];

    /// <summary>The markup of an icon by its name in <c>Client/icons.json</c>.</summary>
    /// <exception cref="KeyNotFoundException">It is not there: add it.</exception>
    public static string Icon(string name) => Icons[name];

    /// <summary>The file of that hashed name; <see langword="null"/> when there is none.</summary>
    public static ClientAsset? Find(string hashedName) => Files.GetValueOrDefault(hashedName);

    /// <summary>This build's file for the name that another build gave to its own: while nodes are updated one by one, a page of the one asks the other.</summary>
    /// <returns><see langword="null"/> when there is nothing of the kind.</returns>
    public static ClientAsset? Instead(string hashedName) => OtherBuild().Match(hashedName) is { Success: true } name
        ? HashedNames.GetValueOrDefault(name.Groups["name"].Value + name.Groups["extension"].Value) is { } own ? Files[own] : null
        : null;

    /// <summary>As <c>Client/build.mjs</c> names them.</summary>
    [GeneratedRegex(@"^(?<name>.+)-[0-9a-f]{10}(?<extension>\.[a-z0-9]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex OtherBuild();

    private static T Json<T>(string name) => JsonSerializer.Deserialize<T>(Bytes(name) ?? throw new InvalidOperationException($"The client build left no {name}."))!;

    private static byte[]? Bytes(string name)
    {
        using var stream = typeof(ClientAssets).Assembly.GetManifestResourceStream(Prefix + name);
        if (stream is null)
        {
            return null;
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".woff2" => "font/woff2",
        var other => throw new InvalidOperationException($"Which content type has '{other}'?"),
    };
}

/// <summary>One file and its compressed forms, where compressing it makes sense.</summary>
internal sealed record ClientAsset(string ContentType, byte[] Plain, byte[]? Brotli, byte[]? Gzip);
