using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.GoogleCloud;

/// <summary>The routes of BigQuery that a query needs.</summary>
[NotDescribed("Google describes BigQuery in its own discovery format, of which no copy is at hand; the simulated Google Cloud checks these routes.")]
internal interface IBigQueryApi
{
    /// <summary>Starts a query and waits a while for it; only <c>SELECT</c> is ever sent.</summary>
    [Post("bigquery/v2/projects/{project}/queries")]
    [Repeatable]
    Task<Answer<QueryAnswer>> QueryAsync(string project, [Body] QueryQuestion question, CancellationToken cancellationToken);

    /// <summary>Waits on for a query, or reads its next page.</summary>
    [Get("bigquery/v2/projects/{project}/queries/{job}")]
    Task<Answer<QueryAnswer>> ResultsAsync(
        string project, string job, string? location, string? pageToken, int maxResults, int timeoutMs, CancellationToken cancellationToken);
}

/// <summary>Where service accounts get their tokens.</summary>
[NotDescribed("The token endpoint follows RFC 7523; the simulated Google Cloud checks the assertion.")]
internal interface IGoogleTokenApi
{
    [Post("token")]
    [Repeatable]
    Task<Answer<GoogleToken>> TokenAsync([Body(BodySerializationMethod.UrlEncoded)] IDictionary<string, string> form, CancellationToken cancellationToken);
}

internal sealed record GoogleToken([property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("expires_in")] int? ExpiresIn);

internal sealed record QueryQuestion(string Query, IReadOnlyList<QueryParameter> QueryParameters, int MaxResults, int TimeoutMs, string? Location)
{
    public bool UseLegacySql { get; init; }

    public string ParameterMode { get; init; } = "NAMED";
}

internal sealed record QueryParameter(string Name, QueryType ParameterType, QueryValue ParameterValue)
{
    public static QueryParameter Of(string name, string type, string? value) => new(name, new(type), new(value));
}

internal sealed record QueryType(string Type);

internal sealed record QueryValue(string? Value);

internal sealed record QueryAnswer
{
    public bool JobComplete { get; init; }
    public QueryJob? JobReference { get; init; }
    public QuerySchema? Schema { get; init; }
    public QueryRow?[]? Rows { get; init; }
    public string? PageToken { get; init; }
    public long? TotalRows { get; init; }
    public long? TotalBytesProcessed { get; init; }
    public long? TotalBytesBilled { get; init; }
    public bool? CacheHit { get; init; }
}

internal sealed record QueryJob(string? ProjectId, string? JobId, string? Location);

internal sealed record QuerySchema(QueryField?[]? Fields);

internal sealed record QueryField(string? Name);

internal sealed record QueryRow(QueryCell?[]? F);

internal sealed record QueryCell(string? V);

internal sealed record GoogleRefusal(GoogleError? Error);

internal sealed record GoogleError(string? Message, GoogleReason?[]? Errors);

internal sealed record GoogleReason(string? Reason);

/// <summary>A refusal of the token endpoint.</summary>
internal sealed record GoogleTokenRefusal(string? Error, [property: JsonPropertyName("error_description")] string? Description);
