using System.Text.Json;
using System.Text.Json.Nodes;
using Cto.Connectors.SonarQube;
using Cto.Domain.Quality;
using Cto.Testing;

namespace Cto.Connectors.Tests.SonarQube;

/// <summary>Every payload that was ever recorded of SonarQube is read, or by name not, for a reason.</summary>
public sealed class SonarRecordedTests
{
    private static readonly Dictionary<string, string> NotKept = new()
    {
        ["issues"] = "issues are counted by facets, never listed",
        ["hotspots"] = "the measure security_hotspots counts them",
        ["users"] = "people come from the directory and the code host",
    };

    private static readonly SonarFacts Facts = new(new("https://sonar.test/"));

    [Fact]
    public void Every_recorded_list_is_read_or_named()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        foreach (var kind in Directory.GetFiles(Specs.Path("recorded", "sonarqube"), "*.jsonl").Select(Path.GetFileNameWithoutExtension))
        {
            Assert.True(kind == "component_tree_filemetrics" || NotKept.ContainsKey(kind!), $"{kind} is new: read it, or say why not.");
        }
    }

    [Fact]
    public void Recorded_measures_of_files_have_the_shape_of_those_of_projects()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        var values = File.ReadLines(Specs.Path("recorded", "sonarqube", "component_tree_filemetrics.jsonl")).SelectMany(line => JsonNode.Parse(line)!["measures"]!.AsArray()).ToList();

        var measures = values.Select(value => Facts.Measure("p", null, (string)value!["metric"]!, new() { Date = Connectors.Today, Value = (string)value["value"]! })).ToList();

        Assert.All(measures, Assert.NotNull);
        Assert.Contains(measures, measure => measure is { Metric: "coverage", Value: 0 });
        // Some metrics of files are not asked for of projects: they say what others say in other words.
        Assert.Equal(["lines_to_cover", "security_review_rating", "uncovered_lines"], measures.Select(measure => measure!.Metric).Distinct().Except(SonarMetrics.Keys).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Recorded_severities_and_types_are_counted()
    {
        Assert.SkipUnless(Specs.Exist, Specs.Missing);
        Assert.All(File.ReadLines(Specs.Path("recorded", "sonarqube", "issues.jsonl")).Select(line => JsonNode.Parse(line)!), issue =>
        {
            Assert.Contains((string)issue["severity"]!, SonarFacts.Severities);
            Assert.Contains((string)issue["type"]!, SonarFacts.IssueTypes);
        });
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"date":"2026-11-01T00:00:00+0000"}""")]
    [InlineData("""{"date":"2026-11-01T00:00:00+0000","value":""}""")]
    [InlineData("""{"date":"2026-11-01T00:00:00+0000","value":"NaN"}""")]
    [InlineData("""{"date":"never","value":"1"}""")]
    public void A_value_that_is_none_is_no_measure(string json) => Assert.Null(Facts.Measure("p", null, "coverage", JsonSerializer.Deserialize(json, SonarJson.Default.SonarMetricValue)));

    [Theory]
    [InlineData("OK", QualityGateStatus.Passed)]
    [InlineData("WARN", QualityGateStatus.Passed)]
    [InlineData("ERROR", QualityGateStatus.Failed)]
    [InlineData("NONE", QualityGateStatus.None)]
    [InlineData(null, QualityGateStatus.None)]
    [InlineData("LATER", QualityGateStatus.None)]
    public void Verdicts_are_understood(string? status, QualityGateStatus expected) => Assert.Equal(expected, Facts.Gate("p", null, null, new() { Status = status, Conditions = [null, new()] }, null).Status);
}
