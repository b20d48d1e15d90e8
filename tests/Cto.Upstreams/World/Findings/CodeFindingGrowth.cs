namespace Cto.Upstreams.World.Findings;

/// <summary>Makes the weaknesses in the company's own code.</summary>
internal static class CodeFindingGrowth
{
    private const int All = 240;

    private static readonly (string Rule, string Title, string Severity, string Cwe)[] Kinds =
    [
        ("sql-injection", "Query built from user-controlled sources", "high", "CWE-89"),
        ("path-injection", "Uncontrolled data used in path expression", "high", "CWE-22"),
        ("log-injection", "Log injection", "medium", "CWE-117"),
        ("ssrf", "Server-side request forgery", "critical", "CWE-918"),
        ("weak-cryptographic-algorithm", "Use of a broken or risky cryptographic algorithm", "high", "CWE-327"),
        ("insecure-randomness", "Insecure randomness", "medium", "CWE-338"),
        ("clear-text-logging-sensitive-data", "Clear-text logging of sensitive information", "high", "CWE-532"),
        ("unsafe-deserialization", "Deserialization of user-controlled data", "critical", "CWE-502"),
        ("redos", "Inefficient regular expression", "medium", "CWE-1333"),
        ("stack-trace-exposure", "Information exposure through a stack trace", "low", "CWE-209"),
    ];

    public static IReadOnlyList<CodeFinding> Grow(Company company)
    {
        var repositories = company.Repositories.Where(repository => Stack.EcosystemOf(repository) is not null).ToList();
        var numbers = new Dictionary<Repository, int>();
        var dice = company.Dice("findings/code");
        var span = Company.History + Company.Future - TimeSpan.FromDays(4);
        return [.. Enumerable.Range(0, company.Scaled(All))
            .Select(_ => company.Founded.AddDays(2) + (span * dice.Unit()))
            .Order()
            .Select(at => One(dice, dice.Pick(repositories), new(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero)))];

        CodeFinding One(Dice dice, Repository repository, DateTimeOffset at)
        {
            var (rule, title, severity, cwe) = dice.Pick(Kinds);
            var mended = dice.Chance(0.82) ? at + dice.Skewed(TimeSpan.FromDays(severity is "critical" ? 1 : severity is "high" ? 6 : 25), 0.8) : (DateTimeOffset?)null;
            numbers[repository] = numbers.GetValueOrDefault(repository) + 1;
            return new()
            {
                Repository = repository,
                Rule = new($"{Language(repository)}/{rule}", title, severity, cwe),
                Number = numbers[repository],
                File = $"src/{dice.Pick(["main", "api", "web", "jobs"])}/{dice.Pick(["handler", "client", "report", "session", "import", "export"])}.{Extension(repository)}",
                Line = dice.Between(12, 420),
                // GitHub scans what is there; Snyk scans the rest and, by habit, some of it.
                BySnyk = repository.Forge is not Forge.GitHub || dice.Chance(0.3),
                FoundAt = at,
                FixedAt = mended,
                DismissedAt = mended is null && dice.Chance(0.35) ? at.AddDays(3) : null,
            };
        }
    }

    private static string Language(Repository repository) => repository.Language switch { "Java" or "Kotlin" => "java", "TypeScript" => "js", "Python" => "py", _ => "go" };

    private static string Extension(Repository repository) => repository.Language switch { "Java" => "java", "Kotlin" => "kt", "TypeScript" => "ts", "Python" => "py", _ => "go" };
}
