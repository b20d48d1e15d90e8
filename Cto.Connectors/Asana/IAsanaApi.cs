using Cto.Connectors.Http;
using RestEase;

namespace Cto.Connectors.Asana;

/// <summary>The routes of Asana that facts are read from; a test holds each against Asana's own description.</summary>
[DescribedBy("asana")]
[Header("Accept", "application/json")]
internal interface IAsanaApi
{
    [Get("users/{user_gid}")]
    Task<AsanaAnswer<AsanaUser>> UserAsync([Path("user_gid")] string gid, [Query("opt_fields")] string fields, CancellationToken cancellationToken);

    [Get("projects")]
    Task<AsanaAnswer<AsanaProject?[]>> ProjectsAsync(
        [Query] string workspace, [Query("opt_fields")] string fields, [Query] int limit, [Query] string? offset, CancellationToken cancellationToken);

    [Get("tasks")]
    Task<AsanaAnswer<AsanaTask?[]>> TasksAsync(
        [Query] string project, [Query("modified_since")] string since, [Query("opt_fields")] string fields, [Query] int limit, [Query] string? offset, CancellationToken cancellationToken);

    [Get("tasks/{task_gid}")]
    Task<AsanaAnswer<AsanaTask>> TaskAsync([Path("task_gid")] string gid, [Query("opt_fields")] string fields, CancellationToken cancellationToken);
}

/// <summary>Routes that the excerpt of the description that we hold lacks.</summary>
[NotDescribed("the description we hold is an excerpt without these routes; they are held against Asana's reference pages by the simulated Asana")]
[Header("Accept", "application/json")]
internal interface IAsanaMoreApi
{
    [Get("tasks/{task_gid}/stories")]
    Task<AsanaAnswer<AsanaStory?[]>> StoriesAsync(
        [Path("task_gid")] string gid, [Query("opt_fields")] string fields, [Query] int limit, [Query] string? offset, CancellationToken cancellationToken);

    [Post("tasks")]
    Task<AsanaAnswer<AsanaTask>> CreateTaskAsync([Body] AsanaDraft<AsanaTaskDraft> draft, CancellationToken cancellationToken);

    [Post("tasks/{task_gid}/stories")]
    Task<AsanaAnswer<AsanaStory>> CommentAsync([Path("task_gid")] string gid, [Body] AsanaDraft<AsanaCommentDraft> draft, CancellationToken cancellationToken);

    [Get("attachments")]
    Task<AsanaAnswer<AsanaNamed?[]>> AttachmentsAsync([Query] string parent, [Query] int limit, CancellationToken cancellationToken);

    [Post("attachments")]
    Task<AsanaAnswer<AsanaNamed>> AttachAsync([Body] HttpContent form, CancellationToken cancellationToken);
}
