using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.Jira;

/// <summary>The routes of Jira's platform; a test holds each against Atlassian's own description. Server and Data Center have the same ones in version 2.</summary>
[DescribedBy("jira")]
[Headers("Accept: application/json")]
internal interface IJiraApi
{
    [Get("rest/api/3/search/jql")]
    Task<Answer<JiraIssues>> SearchAsync(
        string jql, string fields, string? expand, int maxResults, string? nextPageToken, CancellationToken cancellationToken);

    [Repeatable]
    [Post("rest/api/3/search/approximate-count")]
    Task<JiraCount> CountAsync([Body] JiraQuery query, CancellationToken cancellationToken);

    [Get("rest/api/3/issue/{issueIdOrKey}/changelog")]
    Task<JiraHistoryPage> ChangelogAsync(string issueIdOrKey, int startAt, int maxResults, CancellationToken cancellationToken);

    [Get("rest/api/3/project/search")]
    Task<JiraProjects> ProjectsAsync(int startAt, int maxResults, string expand, CancellationToken cancellationToken);

    [Get("rest/api/3/myself")]
    Task<Answer<JiraUser>> MyselfAsync(CancellationToken cancellationToken);

    [Get("rest/api/3/user/search")]
    Task<JiraUser?[]> UsersAsync(string query, int maxResults, CancellationToken cancellationToken);

    [Post("rest/api/3/issue")]
    Task<JiraIssue> CreateAsync([Body] JiraIssueDraft draft, CancellationToken cancellationToken);

    [Get("rest/api/3/issue/{issueIdOrKey}")]
    Task<JiraIssue> IssueAsync(string issueIdOrKey, string fields, string? expand, CancellationToken cancellationToken);

    [Headers("X-Atlassian-Token: no-check")]
    [Post("rest/api/3/issue/{issueIdOrKey}/attachments")]
    Task<JiraAttachment?[]> AttachAsync(string issueIdOrKey, [Body] HttpContent form, CancellationToken cancellationToken);

    [Get("rest/api/3/issue/{issueIdOrKey}/transitions")]
    Task<JiraTransitions> TransitionsAsync(string issueIdOrKey, CancellationToken cancellationToken);

    [Post("rest/api/3/issue/{issueIdOrKey}/transitions")]
    Task<Answer<JiraNothing>> MoveAsync(string issueIdOrKey, [Body] JiraMove move, CancellationToken cancellationToken);
}

/// <summary>The routes of Jira Software, the same on Cloud, Server and Data Center.</summary>
[DescribedBy("jira-software")]
[Headers("Accept: application/json")]
internal interface IJiraAgileApi
{
    [Get("rest/agile/1.0/board")]
    Task<JiraBoards> BoardsAsync(int startAt, int maxResults, CancellationToken cancellationToken);

    [Get("rest/agile/1.0/board/{boardId}/sprint")]
    Task<JiraSprints> SprintsAsync(long boardId, string? state, int startAt, int maxResults, CancellationToken cancellationToken);

    [Get("rest/agile/1.0/sprint/{sprintId}")]
    Task<JiraSprint> SprintAsync(long sprintId, CancellationToken cancellationToken);
}

/// <summary>Routes that every Jira has and that the description we hold was cut down by.</summary>
[NotDescribed("the description we hold is an excerpt without these routes; they are held against recorded payloads and the simulated Jira")]
[Headers("Accept: application/json")]
internal interface IJiraSiteApi
{
    [Get("rest/api/3/field")]
    Task<Answer<JiraField?[]>> FieldsAsync(CancellationToken cancellationToken);

    [Get("rest/api/3/status")]
    Task<JiraStatus?[]> StatusesAsync(CancellationToken cancellationToken);

    [Get("rest/api/3/issue/{issueIdOrKey}/comment")]
    Task<JiraComments> CommentsAsync(
        string issueIdOrKey, string orderBy, string expand, int maxResults, CancellationToken cancellationToken);

    [Post("rest/api/3/issue/{issueIdOrKey}/comment")]
    Task<JiraComment> CommentAsync(string issueIdOrKey, [Body] JiraComment comment, CancellationToken cancellationToken);

    [Get("rest/api/3/user/assignable/search")]
    Task<JiraUser?[]> AssignableAsync(string project, int maxResults, CancellationToken cancellationToken);
}

/// <summary>What Jira Server and Data Center do in other ways than Cloud.</summary>
[NotDescribed("Atlassian publishes no machine-readable description of Jira Server and Data Center; a stub that follows its reference pages stands in")]
[Headers("Accept: application/json")]
internal interface IJiraServerApi
{
    [Get("rest/api/2/serverInfo")]
    Task<JiraServerInfo> ServerInfoAsync(CancellationToken cancellationToken);

    [Get("rest/api/2/search")]
    Task<Answer<JiraIssues>> SearchAsync(
        string jql, string fields, string? expand, int startAt, int maxResults, bool validateQuery, CancellationToken cancellationToken);

    [Get("rest/api/2/project")]
    Task<JiraProject?[]> ProjectsAsync(string expand, CancellationToken cancellationToken);

    [Get("rest/api/2/user/search")]
    Task<JiraUser?[]> UsersAsync(string username, int maxResults, CancellationToken cancellationToken);
}

/// <summary>Where Atlassian tells which sites an OAuth token opens.</summary>
[NotDescribed("a single route of Atlassian's OAuth pages")]
[Headers("Accept: application/json")]
internal interface IAtlassianApi
{
    [Get("oauth/token/accessible-resources")]
    Task<AtlassianResource?[]> ResourcesAsync(CancellationToken cancellationToken);
}
