using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.Asana;

/// <summary>What every answer of Asana is wrapped in.</summary>
internal sealed class AsanaAnswer<T>
{
    public T? Data { get; set; }
    public AsanaNextPage? NextPage { get; set; }
}

/// <summary>Where a list goes on.</summary>
internal sealed class AsanaNextPage
{
    public string? Offset { get; set; }
}

/// <summary>Asana's own words in a refusal.</summary>
internal sealed class AsanaErrors
{
    public AsanaError?[]? Errors { get; set; }
}

/// <summary>One of them.</summary>
internal sealed class AsanaError
{
    public string? Message { get; set; }
}

/// <summary>A thing of which only id and name are read.</summary>
internal sealed class AsanaNamed
{
    public string? Gid { get; set; }
    public string? Name { get; set; }
}

/// <summary>A person, and the workspaces that it is in.</summary>
internal sealed class AsanaUser
{
    public string? Gid { get; set; }
    public string? Name { get; set; }
    public AsanaNamed?[]? Workspaces { get; set; }
}

/// <summary>A project.</summary>
internal sealed class AsanaProject
{
    public string? Gid { get; set; }
    public string? Name { get; set; }
    public bool? Archived { get; set; }
    public string? PermalinkUrl { get; set; }
    public AsanaNamed? Team { get; set; }
    public AsanaNamed? Owner { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? ModifiedAt { get; set; }
}

/// <summary>A task.</summary>
internal sealed class AsanaTask
{
    public string? Gid { get; set; }
    public string? Name { get; set; }
    public string? ResourceSubtype { get; set; }
    public string? Notes { get; set; }
    public bool? Completed { get; set; }
    public string? PermalinkUrl { get; set; }
    public AsanaNamed? Assignee { get; set; }
    public AsanaNamed? Parent { get; set; }
    public AsanaMembership?[]? Memberships { get; set; }
    public AsanaNamed?[]? Tags { get; set; }
    public AsanaCustomField?[]? CustomFields { get; set; }
    public AsanaNamed?[]? Dependencies { get; set; }
    public AsanaNamed?[]? Dependents { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CompletedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? ModifiedAt { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? DueOn { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? DueAt { get; set; }
}

/// <summary>Where a task stands in a project.</summary>
internal sealed class AsanaMembership
{
    public AsanaNamed? Project { get; set; }
    public AsanaNamed? Section { get; set; }
}

/// <summary>A field that a company has added.</summary>
internal sealed class AsanaCustomField
{
    public string? Name { get; set; }
    public double? NumberValue { get; set; }
    public string? DisplayValue { get; set; }
}

/// <summary>One entry of a task's history, or a comment.</summary>
internal sealed class AsanaStory
{
    public string? Gid { get; set; }
    public string? ResourceSubtype { get; set; }
    public string? Text { get; set; }
    public AsanaNamed? CreatedBy { get; set; }
    public AsanaNamed? Assignee { get; set; }
    public AsanaNamed? OldSection { get; set; }
    public AsanaNamed? NewSection { get; set; }
    public AsanaNamed? CustomField { get; set; }
    public double? OldNumberValue { get; set; }
    public double? NewNumberValue { get; set; }
    public AsanaNamed? Dependency { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }
}

/// <summary>What Asana delivers.</summary>
internal sealed class AsanaEvents
{
    public AsanaEvent?[]? Events { get; set; }
}

/// <summary>One thing that changed.</summary>
internal sealed class AsanaEvent
{
    public AsanaResource? Resource { get; set; }
}

/// <summary>A thing by its type.</summary>
internal sealed class AsanaResource
{
    public string? ResourceType { get; set; }
}
