using System.Text.Json.Serialization;

namespace Cto.Connectors.OAuth;

/// <summary>An answer of a token endpoint; some vendors say <c>ok</c>, some write numbers as texts.</summary>
internal sealed class OAuthReply
{
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; set; }

    [JsonPropertyName("refresh_token")]
    public string? RefreshToken { get; set; }

    [JsonPropertyName("expires_in")]
    public double? ExpiresIn { get; set; }

    [JsonPropertyName("scope")]
    public string? Scope { get; set; }

    [JsonPropertyName("ok")]
    public bool? Ok { get; set; }

    [JsonPropertyName("error")]
    public string? Error { get; set; }

    [JsonPropertyName("error_description")]
    public string? ErrorDescription { get; set; }
}

/// <summary>The JSON of token endpoints.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(OAuthReply))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class OAuthJson : JsonSerializerContext;
