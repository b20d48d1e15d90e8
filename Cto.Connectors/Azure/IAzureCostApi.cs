using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.Azure;

/// <summary>The one route of Cost Management that facts are read from.</summary>
[NotDescribed("Azure's description is too large to be at hand; the models are held against recorded answers, and the simulated Azure checks the request.")]
internal interface IAzureCostApi
{
    [Post("{scope}/providers/Microsoft.CostManagement/query")]
    [Repeatable]
    Task<Answer<CostAnswer>> QueryAsync(
        [Encoded] string scope, [AliasAs("api-version")] string version, [Body] CostQuestion question, CancellationToken cancellationToken);
}

/// <summary>Where app registrations get their tokens.</summary>
[NotDescribed("The token endpoint follows RFC 6749; the simulated Azure checks the request.")]
internal interface IAzureTokenApi
{
    [Post("{tenant}/oauth2/v2.0/token")]
    [Repeatable]
    Task<Answer<AzureToken>> TokenAsync(
        string tenant, [Body(BodySerializationMethod.UrlEncoded)] IDictionary<string, string> form, CancellationToken cancellationToken);
}

internal sealed record AzureToken([property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("expires_in")] int? ExpiresIn);

/// <summary>A question for costs by the day.</summary>
/// <param name="Type"><c>ActualCost</c> or <c>AmortizedCost</c>.</param>
internal sealed record CostQuestion(string Type, CostPeriod TimePeriod, CostDataset Dataset)
{
    public string Timeframe { get; init; } = "Custom";
}

internal sealed record CostPeriod(string From, string To);

internal sealed record CostDataset(IReadOnlyList<CostGrouping> Grouping)
{
    public string Granularity { get; init; } = "Daily";

    public IReadOnlyDictionary<string, CostAggregation> Aggregation { get; init; } = new Dictionary<string, CostAggregation> { ["totalCost"] = new("Cost", "Sum") };
}

internal sealed record CostAggregation(string Name, string Function);

/// <param name="Type"><c>Dimension</c> or <c>TagKey</c>.</param>
internal sealed record CostGrouping(string Type, string Name);

internal sealed record CostAnswer(CostProperties? Properties);

internal sealed record CostProperties
{
    public string? NextLink { get; init; }
    public CostColumn?[]? Columns { get; init; }
    public JsonElement[]?[]? Rows { get; init; }
}

internal sealed record CostColumn(string? Name);

internal sealed record AzureRefusal(AzureError? Error);

internal sealed record AzureError(string? Code, string? Message);

internal sealed record AzureTokenRefusal(string? Error, [property: JsonPropertyName("error_description")] string? Description);

/// <summary>How Azure's JSON is written and read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    DefaultBufferSize = 64 * 1024,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CostQuestion))]
[JsonSerializable(typeof(CostAnswer))]
[JsonSerializable(typeof(AzureToken))]
[JsonSerializable(typeof(AzureRefusal))]
[JsonSerializable(typeof(AzureTokenRefusal))]
internal sealed partial class AzureJson : JsonSerializerContext;
