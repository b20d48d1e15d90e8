using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Planning;

namespace Cto.Connectors.Jira;

/// <summary>Where the issues stream goes on.</summary>
/// <param name="Of">The settings under which it was made.</param>
/// <param name="Until">Every issue that last changed before this instant is committed.</param>
internal sealed record JiraIssueCursor(string Of, DateTimeOffset Until)
{
    /// <returns><see langword="null"/> for one made under other settings, or by another version.</returns>
    public static JiraIssueCursor? Parse(string? text, string settings) => JsonText.Read(text, JiraCursorJson.Default.JiraIssueCursor) is { } cursor && cursor.Of == settings ? cursor : null;

    public override string ToString() => JsonSerializer.Serialize(this, JiraCursorJson.Default.JiraIssueCursor);
}

/// <summary>What the sprints stream knows.</summary>
internal sealed record JiraSprintCursor
{
    public required string Of { get; init; }

    /// <summary>When closed sprints were last read too.</summary>
    public DateTimeOffset? WholeAt { get; init; }

    /// <summary>The boards whose sprints are known.</summary>
    public IReadOnlyList<long> Boards { get; init; } = [];

    /// <summary>The sprints that run or come, by their ids.</summary>
    public IReadOnlyDictionary<long, SprintState> Open { get; init; } = new Dictionary<long, SprintState>();

    /// <inheritdoc cref="JiraIssueCursor.Parse"/>
    public static JiraSprintCursor? Parse(string? text, string settings) => JsonText.Read(text, JiraCursorJson.Default.JiraSprintCursor) is { } cursor && cursor.Of == settings ? cursor : null;

    public override string ToString() => JsonSerializer.Serialize(this, JiraCursorJson.Default.JiraSprintCursor);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(JiraIssueCursor))]
[JsonSerializable(typeof(JiraSprintCursor))]
internal sealed partial class JiraCursorJson : JsonSerializerContext;
