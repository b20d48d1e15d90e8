using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Delivery;

namespace Cto.Connectors.GitLab;

/// <summary>A pipeline as lists and webhooks tell it.</summary>
internal sealed class GitLabPipeline
{
    private const string Unnamed = "pipeline";

    public long Id { get; set; }
    public string? Name { get; set; }
    public string? Ref { get; set; }
    public string? Sha { get; set; }
    public string? Status { get; set; }
    public string? Source { get; set; }
    public string? WebUrl { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? UpdatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? StartedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? FinishedAt { get; set; }

    /// <returns><see langword="null"/> when it lacks what identifies it.</returns>
    public PipelineRun? ToFact(GitLabKeys keys, string project)
    {
        var result = Read();
        return Id == 0 || CreatedAt is null ? null : new()
        {
            Key = keys.Pipeline(Id),
            ChangedAt = UpdatedAt ?? FinishedAt,
            Url = WebUrl,
            Repository = project,
            Name = Name is { Length: > 0 } name ? name : Unnamed,
            Branch = Ref,
            Commit = Sha,
            Trigger = Source,
            CreatedAt = CreatedAt.Value,
            StartedAt = StartedAt,
            // Lists do not say when it ended: the last thing that happened to an ended pipeline is its end.
            FinishedAt = result is null ? null : FinishedAt ?? UpdatedAt,
            Result = result,
        };
    }

    private PipelineResult? Read() => Status switch
    {
        "success" => PipelineResult.Success,
        "failed" => PipelineResult.Failure,
        "canceled" => PipelineResult.Cancelled,
        "skipped" => PipelineResult.Skipped,
        _ => null,
    };
}
