using System.Text.RegularExpressions;

namespace Cto.Upstreams.Tests.Descriptions;

/// <summary>Where the simulated vendor is otherwise than the description on purpose, each with its reason.</summary>
internal static class KnownDeviations
{
    private static readonly (string Prefix, Regex Problem, string Reason)[] All =
    [
        ("github", new(@"\.\w*_?url is missing$"), "Addresses of other routes, forty in each repository: they would be half of every page, and nothing reads them."),
        ("github", new(@"\.(node_id|gravatar_id) is missing$"), "Names of GitHub's other APIs, which nothing reads."),
        ("pagerduty", new(@"\.resolved_at is null$"), "The description's own example has it so; its schema forgets to say that it may be null."),
        ("pagerduty", new(@"is ""acknowledge_log_entry"", which is not one of \[""acknowledgement_log_entry""\]"), "The description has both words; recorded logs have this one."),
        ("jira", new(@"changelog\.histories\[\]\.items\[\]\.(from|fromString|to) is null$"), "What was empty is null, as recorded histories have it; the schema forgets to say that it may be."),
        ("asana", new(@"opt_fields=\S+: \$ is ""owner\.name"""), "Asana takes the path of any field; its description forgets that the owners of projects have names."),
    ];

    public static bool Has(string prefix, string problem) => All.Any(known => known.Prefix == prefix && known.Problem.IsMatch(problem));
}
