using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.WebSearch;

/// <summary>What Brave found.</summary>
internal sealed class BraveAnswer
{
    public BraveWeb? Web { get; set; }
}

/// <summary>Its web pages.</summary>
internal sealed class BraveWeb
{
    public BraveResult?[]? Results { get; set; }
}

/// <summary>One page, with marks of HTML in its texts.</summary>
internal sealed class BraveResult
{
    public string? Title { get; set; }
    public string? Url { get; set; }
    public string? Description { get; set; }

    [JsonPropertyName("page_age")]
    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? PageAge { get; set; }
}

/// <summary>Brave's own words in a refusal.</summary>
internal sealed class BraveRefusal
{
    public BraveError? Error { get; set; }
}

/// <summary>Why it refused.</summary>
internal sealed class BraveError
{
    public string? Code { get; set; }
    public string? Detail { get; set; }
}

/// <summary>What SearXNG found.</summary>
internal sealed class SearxAnswer
{
    public SearxResult?[]? Results { get; set; }
}

/// <summary>One page.</summary>
internal sealed class SearxResult
{
    public string? Title { get; set; }
    public string? Url { get; set; }
    public string? Content { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? PublishedDate { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(BraveAnswer))]
[JsonSerializable(typeof(BraveRefusal))]
[JsonSerializable(typeof(SearxAnswer))]
internal sealed partial class WebSearchJson : JsonSerializerContext;
