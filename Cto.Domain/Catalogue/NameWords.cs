using System.Text.RegularExpressions;

namespace Cto.Domain.Catalogue;

/// <summary>A name taken apart into its words, so that <c>Checkout Service</c>, <c>checkout-service</c> and <c>CheckoutService</c> are the same.</summary>
internal sealed partial record NameWords(IReadOnlyList<string> All, IReadOnlyList<string> General)
{
    /// <summary>Words that say what kind of thing is named and not which.</summary>
    private static readonly Dictionary<CatalogueKind, string[]> Generals = new()
    {
        [CatalogueKind.Service] = ["service", "services", "svc", "app", "application", "server", "prod", "production"],
        [CatalogueKind.Team] = ["team", "squad", "group", "guild", "the", "engineering"],
        [CatalogueKind.Repository] = ["git", "repo", "repository"],
        [CatalogueKind.Person] = [],
    };

    /// <summary>The words that tell it from others; all of them where every word is general.</summary>
    public IReadOnlyList<string> Core { get; } = All.Except(General).ToArray() is { Length: > 0 } core ? core : All;

    public string Joined => string.Concat(Core);

    /// <summary>The words of a name: without owner (<c>acme/</c>), without the key of a tag (<c>service=</c>).</summary>
    public static NameWords Of(CatalogueKind kind, string name)
    {
        var bare = name[(name.LastIndexOf('=') + 1)..].TrimEnd('/');
        return OfWhole(kind, bare[(bare.LastIndexOf('/') + 1)..]);
    }

    /// <summary>The words of the whole text.</summary>
    public static NameWords OfWhole(CatalogueKind kind, string name)
    {
        string[] words = [.. Word().Matches(name).Select(word => word.Value.ToLowerInvariant())];
        return new(words, [.. words.Intersect(Generals[kind])]);
    }

    [GeneratedRegex(@"\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{Lo}+|\p{Nd}+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
