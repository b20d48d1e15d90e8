using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.SonarQube;

/// <summary>Where a page stands among the others.</summary>
internal sealed class SonarPaging
{
    [JsonConverter(typeof(LenientCount))]
    public int? Total { get; set; }
}

/// <summary>One page of projects.</summary>
internal sealed class SonarProjects
{
    public SonarPaging? Paging { get; set; }
    public SonarProject?[]? Components { get; set; }
}

/// <summary>A project: what is analysed as one.</summary>
internal sealed class SonarProject
{
    public string? Key { get; set; }
    public string? Name { get; set; }

    /// <summary>The last analysis of the main branch; <see langword="null"/> = never analysed.</summary>
    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? AnalysisDate { get; set; }
}

/// <summary>One page of the values that metrics had.</summary>
internal sealed class SonarHistory
{
    public SonarPaging? Paging { get; set; }
    public SonarMetricHistory?[]? Measures { get; set; }
}

/// <summary>The values of one metric.</summary>
internal sealed class SonarMetricHistory
{
    public string? Metric { get; set; }
    public SonarMetricValue?[]? History { get; set; }
}

/// <summary>A value as of one analysis; without it the metric was not measured.</summary>
internal sealed class SonarMetricValue
{
    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? Date { get; set; }
    public string? Value { get; set; }
}

/// <summary>The answer about a project's gate.</summary>
internal sealed class SonarGateAnswer
{
    public SonarGateStatus? ProjectStatus { get; set; }
}

/// <summary>The gate as last judged.</summary>
internal sealed class SonarGateStatus
{
    public string? Status { get; set; }
    public SonarCondition?[]? Conditions { get; set; }
}

/// <summary>One condition of a gate: by the API's names, or by those of webhooks.</summary>
internal sealed class SonarCondition
{
    public string? Status { get; set; }
    public string? MetricKey { get; set; }
    public string? Comparator { get; set; }
    public string? ActualValue { get; set; }
    public string? ErrorThreshold { get; set; }

    public string? Metric { get; set; }
    public string? Operator { get; set; }
    public string? Value { get; set; }
}

/// <summary>Issues, of which only the counts are read.</summary>
internal sealed class SonarIssues
{
    public SonarFacet?[]? Facets { get; set; }
}

/// <summary>Counts by the values of one property.</summary>
internal sealed class SonarFacet
{
    public string? Property { get; set; }
    public SonarFacetValue?[]? Values { get; set; }
}

/// <summary>How many have one value.</summary>
internal sealed class SonarFacetValue
{
    public string? Val { get; set; }

    [JsonConverter(typeof(LenientCount))]
    public int? Count { get; set; }
}

/// <summary>Whose the credentials are.</summary>
internal sealed class SonarUser
{
    public bool? IsLoggedIn { get; set; }
    public string? Login { get; set; }
    public string? Name { get; set; }
}

/// <summary>The repository that a project is bound to.</summary>
internal sealed class SonarBinding
{
    public string? Repository { get; set; }
    public string? RepositoryUrl { get; set; }
}

/// <summary>The links of a project.</summary>
internal sealed class SonarLinks
{
    public SonarLink?[]? Links { get; set; }
}

/// <summary>One link; that of type <c>scm</c> leads to the repository.</summary>
internal sealed class SonarLink
{
    public string? Type { get; set; }
    public string? Url { get; set; }
}

/// <summary>The server's own words in a refusal.</summary>
internal sealed class SonarRefusal
{
    public SonarError?[]? Errors { get; set; }
}

/// <summary>One reason of a refusal.</summary>
internal sealed class SonarError
{
    public string? Msg { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SonarProjects))]
[JsonSerializable(typeof(SonarHistory))]
[JsonSerializable(typeof(SonarGateAnswer))]
[JsonSerializable(typeof(SonarIssues))]
[JsonSerializable(typeof(SonarUser))]
[JsonSerializable(typeof(SonarBinding))]
[JsonSerializable(typeof(SonarLinks))]
[JsonSerializable(typeof(SonarRefusal))]
[JsonSerializable(typeof(SonarDelivery))]
internal sealed partial class SonarJson : JsonSerializerContext;
