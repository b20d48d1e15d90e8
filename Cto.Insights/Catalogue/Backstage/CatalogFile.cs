using Cto.Domain.Catalogue;

namespace Cto.Insights.Catalogue.Backstage;

/// <summary>Reads Backstage's <c>catalog-info.yaml</c>: components become services, groups teams, users people.</summary>
/// <param name="Entries">What is imported.</param>
/// <param name="PassedOver">What is not, each with the reason.</param>
public sealed record CatalogFile(IReadOnlyList<ImportedEntry> Entries, IReadOnlyList<PassedOver> PassedOver)
{
    /// <summary>The longest file that is read, in characters.</summary>
    public const int Longest = 1_000_000;

    private const string ApiGroup = "backstage.io/";

    private static readonly string[] NotServices = ["library", "documentation"];

    // Where an annotation says by which name another system goes.
    private static readonly (string Annotation, string System)[] NamedElsewhere = [("jenkins.io/job-full-name", "jenkins"), ("sentry.io/project-slug", "sentry")];

    private static readonly string[] Slugs = ["github.com/project-slug", "gitlab.com/project-slug"];

    /// <exception cref="CatalogFileException">It is not a catalogue file.</exception>
    public static CatalogFile Parse(string text)
    {
        if (text.Length > Longest)
        {
            throw new CatalogFileException(1, $"longer than {Longest:N0} characters");
        }

        var (entries, passed) = (new List<ImportedEntry>(), new List<PassedOver>());
        foreach (var document in YamlTree.Read(text).Where(document => document.Text is not ""))
        {
            if (document.At("apiVersion")?.Text?.StartsWith(ApiGroup, StringComparison.Ordinal) != true)
            {
                throw new CatalogFileException(document.Line, $"'apiVersion: {ApiGroup}…' is needed");
            }

            var kind = Needed(document, "kind");
            var name = Needed(document, "metadata", "name");
            switch (kind)
            {
                case "Component" when !NotServices.Contains(document.At("spec", "type")?.Text):
                    entries.Add(Service(document, name));
                    break;
                case "Group":
                    entries.Add(Team(document, name));
                    break;
                case "User":
                    entries.Add(Person(document, name));
                    break;
                default:
                    passed.Add(new(kind, name, kind == "Component" ? $"a {document.At("spec", "type")!.Text} is not a service" : "the catalogue does not list this kind"));
                    break;
            }
        }

        return entries.Count + passed.Count > 0 ? new(entries, passed) : throw new CatalogFileException(1, "nothing is in it");
    }

    private static ImportedEntry Service(YamlTree document, string name)
    {
        var annotations = document.At("metadata", "annotations")?.Fields;
        return new(
            new()
            {
                Kind = CatalogueKind.Service,
                Name = name,
                Team = TeamOf(document.At("spec", "owner")?.Text),
                Tier = TierOf(document),
                Repositories = Slugs.Select(slug => annotations?.GetValueOrDefault(slug)?.Text).OfType<string>().ToArray() is { Length: > 0 } repositories ? repositories : null,
            },
            [.. Names(document, name), .. NamedElsewhere.Select(named => (named.System, Name: annotations?.GetValueOrDefault(named.Annotation)?.Text)).Where(named => named.Name is not null).Select(named => (named.System, named.Name!))]);
    }

    private static ImportedEntry Team(YamlTree document, string name) => new(
        new() { Kind = CatalogueKind.Team, Name = name, Members = document.At("spec", "members")?.Items?.Select(item => item.Text).OfType<string>().Select(NameIn).ToArray() },
        [.. Names(document, name), .. Display(document)]);

    private static ImportedEntry Person(YamlTree document, string name) => new(
        new()
        {
            Kind = CatalogueKind.Person,
            Name = document.At("spec", "profile", "displayName")?.Text is { Length: > 0 } full ? full : name,
            Email = document.At("spec", "profile", "email")?.Text?.Trim().ToLowerInvariant() is { Length: > 0 } email ? email : null,
            Team = document.At("spec", "memberOf")?.Items is [{ Text: { } team }, ..] ? NameIn(team) : null,
        },
        Names(document, name));

    private static IReadOnlyList<(string System, string Name)> Names(YamlTree document, string name) =>
        document.At("metadata", "title")?.Text is { Length: > 0 } title && title != name ? [("backstage", name), ("backstage", title)] : [("backstage", name)];

    private static IEnumerable<(string System, string Name)> Display(YamlTree document) =>
        document.At("spec", "profile", "displayName")?.Text is { Length: > 0 } name ? [("backstage", name)] : [];

    /// <summary>A label or annotation called <c>tier</c>, by whatever prefix: <c>1</c>, <c>tier-1</c>.</summary>
    private static int? TierOf(YamlTree document) => (document.At("metadata", "labels")?.Fields ?? new Dictionary<string, YamlTree>())
        .Concat(document.At("metadata", "annotations")?.Fields ?? new Dictionary<string, YamlTree>())
        .Where(field => field.Key == "tier" || field.Key.EndsWith("/tier", StringComparison.Ordinal))
        .Select(field => field.Value.Text is { Length: > 0 } text && text[^1] is >= '1' and <= '3' ? text[^1] - '0' : (int?)null)
        .FirstOrDefault(tier => tier is not null);

    private static string? TeamOf(string? owner) => owner is null || owner.StartsWith("user:", StringComparison.Ordinal) ? null : NameIn(owner);

    /// <summary>The name in a reference: <c>group:default/payments</c>.</summary>
    private static string NameIn(string reference) => reference[(reference.LastIndexOfAny(['/', ':']) + 1)..];

    private static string Needed(YamlTree document, params string[] path)
    {
        var value = document.At(path);
        return value?.Text is { } text && text.Trim().Length is > 0 and <= 200
            ? text.Trim()
            : throw new CatalogFileException(value?.Line ?? document.Line, value is null ? $"'{string.Join('.', path)}' is needed" : $"'{string.Join('.', path)}' must be a text of 1 to 200 characters");
    }
}

/// <summary>Something of the file that is not imported.</summary>
public sealed record PassedOver(string Kind, string Name, string Reason);
