using System.Globalization;
using System.Text.Json;
using Cto.Upstreams.GitHub;
using Cto.Upstreams.GitLab;
using Cto.Upstreams.Vendors;
using Cto.Upstreams.World;
using Cto.Upstreams.World.CodeQuality;

namespace Cto.Upstreams.SonarQube;

/// <summary>Writes what SonarQube tells; its dates have an offset without a colon, and its numbers are texts.</summary>
internal static class SonarWriter
{
    /// <summary>To the second, with an offset and without a colon in it.</summary>
    public static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture);

    public static void User(Utf8JsonWriter json, string login)
    {
        json.WriteStartObject();
        json.WriteBoolean("isLoggedIn", true);
        json.WriteString("login", login);
        json.WriteString("name", "CTO Assistant");
        json.WriteEndObject();
    }

    public static void Projects(Utf8JsonWriter json, Slice<CodeProject> page, DateTimeOffset now)
    {
        json.WriteStartObject();
        Paging(json, page);
        json.WriteStartArray("components");
        foreach (var project in page.Items)
        {
            json.WriteStartObject();
            json.WriteString("key", project.Key);
            json.WriteString("name", project.Repository.Name);
            json.WriteString("qualifier", "TRK");
            json.WriteString("visibility", "private");
            if (project.Last(now) is { } last)
            {
                json.WriteString("analysisDate", Date(last.At));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void History(Utf8JsonWriter json, Slice<Analysis> page, string[] metrics)
    {
        json.WriteStartObject();
        Paging(json, page);
        json.WriteStartArray("measures");
        foreach (var metric in metrics)
        {
            json.WriteStartObject();
            json.WriteString("metric", metric);
            json.WriteStartArray("history");
            foreach (var analysis in page.Items)
            {
                json.WriteStartObject();
                json.WriteString("date", Date(analysis.At));
                if (analysis.Measures.TryGetValue(metric, out var value))
                {
                    json.WriteString("value", Number(value));
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Gate(Utf8JsonWriter json, Analysis? last)
    {
        json.WriteStartObject();
        json.WriteStartObject("projectStatus");
        json.WriteString("status", last is null ? "NONE" : last.Passed ? "OK" : "ERROR");
        json.WriteStartArray("conditions");
        foreach (var (metric, actual, moreIsBetter, threshold) in last?.Conditions ?? [])
        {
            json.WriteStartObject();
            json.WriteString("status", (moreIsBetter ? actual >= threshold : actual <= threshold) ? "OK" : "ERROR");
            json.WriteString("metricKey", metric);
            json.WriteString("comparator", moreIsBetter ? "LT" : "GT");
            json.WriteString("errorThreshold", Number(threshold));
            json.WriteString("actualValue", Number(actual));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("ignoredConditions", false);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Issues(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<(string Type, string Severity), int>> counts, string[] facets, int size)
    {
        var total = counts.Sum(count => count.Value);
        json.WriteStartObject();
        json.WriteNumber("total", total);
        json.WriteNumber("p", 1);
        json.WriteNumber("ps", size);
        json.WriteStartObject("paging");
        json.WriteNumber("pageIndex", 1);
        json.WriteNumber("pageSize", size);
        json.WriteNumber("total", total);
        json.WriteEndObject();
        json.WriteStartArray("issues");
        json.WriteEndArray();
        json.WriteStartArray("facets");
        foreach (var facet in facets)
        {
            json.WriteStartObject();
            json.WriteString("property", facet);
            json.WriteStartArray("values");
            foreach (var value in counts.GroupBy(count => facet == "types" ? count.Key.Type : count.Key.Severity))
            {
                json.WriteStartObject();
                json.WriteString("val", value.Key);
                json.WriteNumber("count", value.Sum(count => count.Value));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Binding(Utf8JsonWriter json, CodeProject project)
    {
        json.WriteStartObject();
        json.WriteString("key", "GitHub acme");
        json.WriteString("alm", "github");
        json.WriteString("repository", project.Repository.FullName);
        json.WriteString("url", "https://api.github.com");
        json.WriteString("repositoryUrl", GitHubShapes.Web(project.Repository));
        json.WriteEndObject();
    }

    public static void Links(Utf8JsonWriter json, CodeProject project)
    {
        json.WriteStartObject();
        json.WriteStartArray("links");
        json.WriteStartObject();
        json.WriteString("id", "1");
        json.WriteString("type", "scm");
        json.WriteString("url", project.Repository.Forge is Forge.GitLab ? GitLabShapes.Web(project.Repository) : GitHubShapes.Web(project.Repository));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The body of a webhook.</summary>
    public static void Analysed(Utf8JsonWriter json, CodeProject project, Analysis analysis)
    {
        json.WriteString("taskId", Dice.For(0, "sonarqube/task", project.Key, Date(analysis.At)).Hex(20));
        json.WriteString("status", "SUCCESS");
        json.WriteString("analysedAt", Date(analysis.At));
        json.WriteStartObject("project");
        json.WriteString("key", project.Key);
        json.WriteString("name", project.Repository.Name);
        json.WriteEndObject();
        json.WriteStartObject("branch");
        json.WriteString("name", "main");
        json.WriteBoolean("isMain", true);
        json.WriteEndObject();
        json.WriteStartObject("qualityGate");
        json.WriteString("name", "Acme way");
        json.WriteString("status", analysis.Passed ? "OK" : "ERROR");
        json.WriteStartArray("conditions");
        foreach (var (metric, actual, moreIsBetter, threshold) in analysis.Conditions)
        {
            json.WriteStartObject();
            json.WriteString("metric", metric);
            json.WriteString("operator", moreIsBetter ? "LESS_THAN" : "GREATER_THAN");
            json.WriteString("value", Number(actual));
            json.WriteString("status", (moreIsBetter ? actual >= threshold : actual <= threshold) ? "OK" : "ERROR");
            json.WriteString("errorThreshold", Number(threshold));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Paging<T>(Utf8JsonWriter json, Slice<T> page)
    {
        json.WriteStartObject("paging");
        json.WriteNumber("pageIndex", page.Page);
        json.WriteNumber("pageSize", page.Size);
        json.WriteNumber("total", page.Total);
        json.WriteEndObject();
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
