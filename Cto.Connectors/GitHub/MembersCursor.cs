using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.GitHub;

/// <summary>Where the members of an organisation stand: when they were read, and whom there were.</summary>
internal sealed record MembersCursor
{
    public string Of { get; init; } = "";
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>The profiles by account id.</summary>
    public Dictionary<long, MemberProfile> Known { get; init; } = [];
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>As it was written, or a new one where that no longer holds.</summary>
    public static MembersCursor Parse(string? text, string of) =>
        JsonText.Read(text, MembersCursorJson.Default.MembersCursor) is { } cursor && cursor.Of == of ? cursor : new() { Of = of };

    public override string ToString() => JsonSerializer.Serialize(this, MembersCursorJson.Default.MembersCursor);
}

/// <summary>What somebody says of himself on GitHub.</summary>
internal sealed record MemberProfile(string Login, string? Name, string? Email, bool Bot);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MembersCursor))]
internal sealed partial class MembersCursorJson : JsonSerializerContext;
