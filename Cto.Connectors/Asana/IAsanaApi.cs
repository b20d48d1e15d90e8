using Cto.Connectors.Http;
using Refit;

namespace Cto.Connectors.Asana;

/// <summary>The routes of Asana that facts are read from; a test holds each against Asana's own description.</summary>
[DescribedBy("asana")]
[Headers("Accept: application/json")]
internal interface IAsanaApi
{
    [Get("users/{user_gid}")]
    Task<AsanaAnswer<AsanaUser>> UserAsync([AliasAs("user_gid")] string gid, [AliasAs("opt_fields")] string fields, CancellationToken cancellationToken);

    [Get("projects")]
    Task<AsanaAnswer<AsanaProject?[]>> ProjectsAsync(
        string workspace, [AliasAs("opt_fields")] string fields, int limit, string? offset, CancellationToken cancellationToken);

    [Get("tasks")]
    Task<AsanaAnswer<AsanaTask?[]>> TasksAsync(
        string project, [AliasAs("modified_since")] string since, [AliasAs("opt_fields")] string fields, int limit, string? offset,
        CancellationToken cancellationToken);

    [Get("tasks/{task_gid}")]
    Task<AsanaAnswer<AsanaTask>> TaskAsync([AliasAs("task_gid")] string gid, [AliasAs("opt_fields")] string fields, CancellationToken cancellationToken);
}

/// <summary>Routes that the excerpt of the description that we hold lacks.</summary>
[NotDescribed("the description we hold is an excerpt without these routes; they are held against Asana's reference pages by the simulated Asana")]
[Headers("Accept: application/json")]
internal interface IAsanaMoreApi
{
    [Get("tasks/{task_gid}/stories")]
    Task<AsanaAnswer<AsanaStory?[]>> StoriesAsync(
        [AliasAs("task_gid")] string gid, [AliasAs("opt_fields")] string fields, int limit, string? offset, CancellationToken cancellationToken);

    [Post("tasks")]
    Task<AsanaAnswer<AsanaTask>> CreateTaskAsync([Body] AsanaDraft<AsanaTaskDraft> draft, CancellationToken cancellationToken);

    [Post("tasks/{task_gid}/stories")]
    Task<AsanaAnswer<AsanaStory>> CommentAsync(
        [AliasAs("task_gid")] string gid, [Body] AsanaDraft<AsanaCommentDraft> draft, CancellationToken cancellationToken);

    [Get("attachments")]
    Task<AsanaAnswer<AsanaNamed?[]>> AttachmentsAsync(string parent, int limit, CancellationToken cancellationToken);

    [Post("attachments")]
    Task<AsanaAnswer<AsanaNamed>> AttachAsync([Body] HttpContent form, CancellationToken cancellationToken);
}
