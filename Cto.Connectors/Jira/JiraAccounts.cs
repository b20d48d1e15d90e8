using System.Text.Json.Serialization;
using Cto.Connectors.Http;

namespace Cto.Connectors.Jira;

/// <summary>A person or an app; Cloud knows accounts, Server knows names.</summary>
internal sealed class JiraUser
{
    public string? AccountId { get; set; }
    public string? Name { get; set; }
    public string? DisplayName { get; set; }
    public string? EmailAddress { get; set; }
    public bool? Active { get; set; }
    public string? TimeZone { get; set; }
}

/// <summary>A project.</summary>
internal sealed class JiraProject
{
    public string? Id { get; set; }
    public string? Key { get; set; }
    public string? Name { get; set; }
    public bool? Archived { get; set; }
    public JiraUser? Lead { get; set; }
    public JiraIssueType?[]? IssueTypes { get; set; }
}

/// <summary>One page of projects.</summary>
internal sealed class JiraProjects
{
    public JiraProject?[]? Values { get; set; }
    public bool? IsLast { get; set; }

    [JsonConverter(typeof(LenientCount))]
    public int? Total { get; set; }
}

/// <summary>A field of the site, standard or added.</summary>
internal sealed class JiraField
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public string? UntranslatedName { get; set; }
    public JiraFieldSchema? Schema { get; set; }
}

/// <summary>What kind of field it is.</summary>
internal sealed class JiraFieldSchema
{
    public string? Type { get; set; }

    /// <summary>The add-on's own name of the type.</summary>
    public string? Custom { get; set; }
}

/// <summary>What a site is.</summary>
internal sealed class JiraServerInfo
{
    public string? DeploymentType { get; set; }
}

/// <summary>A site that an OAuth token opens.</summary>
internal sealed class AtlassianResource
{
    public string? Id { get; set; }
    public string? Url { get; set; }
}

/// <summary>Jira's words in a refusal, in the ways in which it puts them.</summary>
internal sealed class JiraError
{
    public string?[]? ErrorMessages { get; set; }
    public Dictionary<string, string?>? Errors { get; set; }
    public string? Message { get; set; }
}
