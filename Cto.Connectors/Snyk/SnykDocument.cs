using System.Text.Json;

namespace Cto.Connectors.Snyk;

/// <summary>An answer in the form of JSON:API.</summary>
internal sealed class SnykDocument<T>
{
    public T? Data { get; set; }
    public SnykLinks? Links { get; set; }
}

/// <summary>The links of an answer.</summary>
internal sealed class SnykLinks
{
    /// <summary>A text, or an object with the text as <c>href</c>.</summary>
    public JsonElement Next { get; set; }

    /// <summary>The address of the next page as it stands; <see langword="null"/> on the last.</summary>
    public string? NextAddress => Next switch
    {
        { ValueKind: JsonValueKind.String } => Next.GetString(),
        { ValueKind: JsonValueKind.Object } when Next.TryGetProperty("href", out var href) && href.ValueKind is JsonValueKind.String => href.GetString(),
        _ => null,
    };
}

/// <summary>An organisation: the owner of projects.</summary>
internal sealed class SnykOrganization
{
    public string? Id { get; set; }
    public OrganizationAttributes? Attributes { get; set; }

    internal sealed class OrganizationAttributes
    {
        public string? Name { get; set; }
        public string? Slug { get; set; }
    }
}

/// <summary>Whose the credentials are: a person or a service account.</summary>
internal sealed class SnykSelf
{
    public string? Type { get; set; }
    public SelfAttributes? Attributes { get; set; }

    internal sealed class SelfAttributes
    {
        public string? Name { get; set; }
        public string? Username { get; set; }
    }
}

/// <summary>Snyk's own words in a refusal.</summary>
internal sealed class SnykRefusal
{
    public SnykError?[]? Errors { get; set; }

    /// <summary>In the older form.</summary>
    public string? Message { get; set; }
}

/// <summary>One reason of a refusal.</summary>
internal sealed class SnykError
{
    public string? Title { get; set; }
    public string? Detail { get; set; }
}
