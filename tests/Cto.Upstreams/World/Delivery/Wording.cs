using System.Globalization;
using System.Text;

namespace Cto.Upstreams.World.Delivery;

/// <summary>What people write over their changes.</summary>
internal sealed class Wording(Company company, Repository repository)
{
    private static readonly string[] Verbs = ["Add", "Cache", "Validate", "Retry", "Split", "Simplify", "Measure", "Log", "Paginate", "Index", "Harden", "Remove", "Extract", "Batch", "Rename", "Document"];
    private static readonly string[] Steps = ["Address review", "Add tests", "Fix build", "Cover the empty case", "Tidy", "Name things"];
    private static readonly string[] Ways = ["per tenant", "on retry", "behind a flag", "in the background", "by region", "for large baskets", "with a deadline", "on start", "under load", "for new customers"];
    private static readonly string[] Packages = ["slf4j", "netty", "grpc", "protobuf", "micrometer", "eslint", "typescript", "pytest", "golang.org/x/net", "junit", "okhttp", "zod"];

    private readonly IReadOnlyList<string> _things = Things(repository.Team.Name);

    // The number keeps titles apart: reverts name what they revert by its title.
    private int _count;

    public string Change(Dice dice) => string.Create(CultureInfo.InvariantCulture, $"{dice.Pick(Verbs)} {dice.Pick(_things)} {dice.Pick(Ways)}, {Ticket()}");

    public string Fix(Dice dice) => string.Create(CultureInfo.InvariantCulture, $"Fix {dice.Pick(_things)} after the last deployment, {Ticket()}");

    public string Upgrade(Dice dice) => string.Create(CultureInfo.InvariantCulture, $"Bump {dice.Pick(Packages)} from {dice.Between(1, 4)}.{dice.Between(0, 9)}.{dice.Between(0, 9)} to {dice.Between(5, 7)}.{dice.Between(0, 9)}.{_count++ % 10}");

    public static string Step(Dice dice) => dice.Pick(Steps);

    public static IReadOnlyList<string> Labels(Dice dice) => dice.Below(10) switch { < 4 => ["feature"], < 6 => ["bug"], 6 => ["tech-debt"], _ => [] };

    /// <summary>A branch name made of a title.</summary>
    public string Slug(string title)
    {
        var slug = new StringBuilder(40);
        foreach (var letter in title.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(letter);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }

            if (slug.Length == 40)
            {
                break;
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{slug.ToString().Trim('-')}-{_count}");
    }

    private string Ticket() => string.Create(CultureInfo.InvariantCulture, $"{repository.Team.Key}-{(company.Seed % 7) + 100 + _count++}");

    private static string[] Things(string team) => team switch
    {
        "Payments" => ["card tokens", "refunds", "delivery quotes", "invoices", "payment intents", "chargebacks", "the basket total"],
        "Identity" => ["sessions", "passkeys", "token rotation", "login attempts", "role lookups"],
        "Growth" => ["campaign banners", "price rules", "the landing page", "mail templates", "experiments"],
        "Search" => ["the ranking model", "synonyms", "facets", "the product feed", "query suggestions"],
        "Data" => ["partition keys", "late events", "schema checks", "compaction", "the nightly load", "feature vectors"],
        "Mobile" => ["push tokens", "the offline queue", "deep links", "image sizes", "crash reports"],
        "Security" => ["risk scores", "device fingerprints", "rule updates", "allow lists"],
        "Platform" => ["stock levels", "flag rollouts", "build caches", "terraform modules", "health probes"],
        _ => ["ticket queues", "audit entries", "bulk edits", "export jobs"],
    };
}
