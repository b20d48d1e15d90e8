using System.Collections.Concurrent;
using Cto.Testing;
using Cto.Upstreams.Tests.Syncing;

namespace Cto.Upstreams.Tests.Descriptions;

/// <summary>The simulated vendors and our requests to them, held against the vendors' own descriptions, so that neither drifts.</summary>
[Collection(SyncedDemo.Collection)]
public sealed class DescriptionTests(SyncedDemo demo)
{
    /// <summary>Prefix → the descriptions of its routes.</summary>
    private static readonly Dictionary<string, string[]> Descriptions = new(StringComparer.Ordinal)
    {
        ["github"] = ["github", "github-advisory"],
        ["gitlab"] = ["gitlab"],
        ["circleci"] = ["circleci"],
        ["jira"] = ["jira", "jira-software"],
        ["asana"] = ["asana"],
        ["sonarqube"] = ["sonarqube", "sonarqube-v2"],
        ["snyk"] = ["snyk"],
        ["datadog"] = ["datadog-v1", "datadog-v2"],
        ["aws"] = ["aws-ce"],
        ["pagerduty"] = ["pagerduty"],
        ["opsgenie"] = ["opsgenie"],
        ["slack"] = ["slack"],
        ["threat-feeds"] = ["osv", "github-advisory"],
    };

    public static TheoryData<string> Vendors => [.. Descriptions.Keys];

    [Theory]
    [MemberData(nameof(Vendors))]
    public void Requests_and_answers_are_as_the_vendor_describes_them(string prefix)
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var exchanges = demo.Exchanges.Where(exchange => exchange.Prefix == prefix).ToList();
        Assert.SkipWhen(exchanges.Count == 0, $"Nobody plays {prefix} yet.");
        VendorDescription[] descriptions = [.. Descriptions[prefix].Select(name => new VendorDescription(name))];
        var problems = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var described = 0;
        foreach (var exchange in exchanges)
        {
            if (descriptions.Select(description => description.Check(exchange)).FirstOrDefault(check => check is not null) is { } check)
            {
                described++;
                foreach (var problem in check.Problems.Select(problem => $"{check.Operation} {Places(problem)}").Where(problem => !KnownDeviations.Has(prefix, problem)))
                {
                    problems.AddOrUpdate(problem, 1, static (_, before) => before + 1);
                }
            }
        }

        Demo.AssertNone([.. problems.OrderBy(problem => problem.Key, StringComparer.Ordinal).Select(problem => $"{problem.Key} ({problem.Value} times)")]);
        Assert.NotEqual(0, described);
    }

    // $[17].labels[3].name and $[18].labels[0].name are one problem.
    private static string Places(string problem) => System.Text.RegularExpressions.Regex.Replace(problem, @"\[\d+\]", "[]");
}
