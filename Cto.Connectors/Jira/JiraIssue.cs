using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.Jira;

/// <summary>One page of a search; Cloud has tokens, Server has positions.</summary>
internal sealed class JiraIssues
{
    public JiraIssue?[]? Issues { get; set; }
    public string? NextPageToken { get; set; }
    public bool? IsLast { get; set; }

    [JsonConverter(typeof(LenientCount))]
    public int? Total { get; set; }
}

/// <summary>How many issues a query has, roughly.</summary>
internal sealed class JiraCount
{
    [JsonConverter(typeof(LenientCount))]
    public int? Count { get; set; }
}

/// <summary>An issue: story, bug, sub-task or epic.</summary>
internal sealed class JiraIssue
{
    public string? Id { get; set; }
    public string? Key { get; set; }
    public JiraFields? Fields { get; set; }
    public JiraChangelog? Changelog { get; set; }
}

/// <summary>The fields that every Jira has, and those that a site has added.</summary>
internal sealed class JiraFields
{
    public string? Summary { get; set; }
    public JiraIssueType? Issuetype { get; set; }
    public JiraStatus? Status { get; set; }
    public JiraNamed? Priority { get; set; }
    public JiraProject? Project { get; set; }
    public JiraUser? Assignee { get; set; }
    public JiraIssue? Parent { get; set; }
    public string?[]? Labels { get; set; }
    public JiraNamed?[]? Components { get; set; }
    public JiraLink?[]? Issuelinks { get; set; }
    public JiraAttachment?[]? Attachment { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? Duedate { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? Created { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? Updated { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? Resolutiondate { get; set; }

    /// <summary>Custom fields by their ids.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Custom { get; set; }
}

/// <summary>A type of issue; only Cloud has levels.</summary>
internal sealed class JiraIssueType
{
    public string? Name { get; set; }
    public string? UntranslatedName { get; set; }
    public bool? Subtask { get; set; }

    [JsonConverter(typeof(LenientCount))]
    public int? HierarchyLevel { get; set; }

    /// <summary>Whether its issues are containers of others.</summary>
    [JsonIgnore]
    public bool IsEpic => HierarchyLevel is { } level ? level >= 1 : (UntranslatedName ?? Name) is { } name && name.Equals("Epic", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A status and what it means.</summary>
internal sealed class JiraStatus
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public JiraStatusCategory? StatusCategory { get; set; }
}

/// <summary>One of Jira's three meanings of a status.</summary>
internal sealed class JiraStatusCategory
{
    public string? Key { get; set; }
}

/// <summary>A thing of which only the name is read.</summary>
internal sealed class JiraNamed
{
    public string? Id { get; set; }
    public string? Name { get; set; }
}

/// <summary>A link between two issues, as seen from one of them.</summary>
internal sealed class JiraLink
{
    public JiraLinkType? Type { get; set; }

    /// <summary>The one that does it to us.</summary>
    public JiraIssue? InwardIssue { get; set; }

    /// <summary>The one that we do it to.</summary>
    public JiraIssue? OutwardIssue { get; set; }

    /// <summary>Whether one of the two cannot go on before the other is done.</summary>
    [JsonIgnore]
    public bool Blocks =>
        string.Equals(Type?.Name, "Blocks", StringComparison.OrdinalIgnoreCase) || Type?.Inward?.Contains("blocked by", StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>What a link says.</summary>
internal sealed class JiraLinkType
{
    public string? Name { get; set; }
    public string? Inward { get; set; }
}

/// <summary>A file on an issue.</summary>
internal sealed class JiraAttachment
{
    public string? Filename { get; set; }
}
