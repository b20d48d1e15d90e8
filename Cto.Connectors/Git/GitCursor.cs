using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cto.Connectors.Git;

/// <summary>What was read of a branch: the cursor of the streams that follow one.</summary>
/// <param name="Settings">The settings' fingerprint.</param>
/// <param name="Head">Everything up to this commit of the line is read; <see langword="null"/> = nothing.</param>
/// <param name="Reading">Commits of whose history some more is written; if a rewriting takes them away, that has to be withdrawn.</param>
internal sealed record BranchCursor(string Settings, string? Head, IReadOnlyList<string> Reading);

/// <summary>What was read of the deployments.</summary>
/// <param name="Branch">Where commits of a branch are deployments; else <see langword="null"/>.</param>
/// <param name="Tags">Where tags are; else <see langword="null"/>.</param>
internal sealed record DeploymentCursor(BranchCursor? Branch, TagCursor? Tags);

/// <summary>What was read of the release tags.</summary>
/// <param name="Settings">The settings' fingerprint.</param>
/// <param name="Written">Tags whose deployments stand as they were written, as <c>name object</c>, in order.</param>
/// <param name="Stale">Names of tags whose deployments were written but are to be written again.</param>
internal sealed record TagCursor(string Settings, IReadOnlyList<string> Written, IReadOnlyList<string> Stale);

/// <summary>Cursors as the text that is kept of them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BranchCursor))]
[JsonSerializable(typeof(DeploymentCursor))]
internal sealed partial class GitCursor : JsonSerializerContext
{
    public static string Write(BranchCursor cursor) => JsonSerializer.Serialize(cursor, Default.BranchCursor);

    public static string Write(DeploymentCursor cursor) => JsonSerializer.Serialize(cursor, Default.DeploymentCursor);

    public static BranchCursor? Branch(string? cursor) => cursor is null ? null : JsonSerializer.Deserialize(cursor, Default.BranchCursor);

    public static DeploymentCursor? Deployments(string? cursor) => cursor is null ? null : JsonSerializer.Deserialize(cursor, Default.DeploymentCursor);
}
