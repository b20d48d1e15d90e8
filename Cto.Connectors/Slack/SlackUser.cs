using System.Text.Json.Serialization;
using Cto.Domain;
using Cto.Domain.Catalogue;
using Cto.Domain.Governance;

namespace Cto.Connectors.Slack;

/// <summary>One page of a workspace's members.</summary>
internal sealed class SlackUsers : SlackAnswer
{
    public SlackUser?[]? Members { get; set; }
}

/// <summary>A member of a workspace: a person, a guest, or a bot.</summary>
internal sealed class SlackUser
{
    // Slack's own, marked as no bot.
    private const string Slackbot = "USLACKBOT";

    // The status that Slack offers for holidays.
    private const string Vacation = ":palm_tree:";

    public string? Id { get; set; }
    public string? TeamId { get; set; }
    public string? Name { get; set; }
    public string? RealName { get; set; }
    public bool? Deleted { get; set; }
    public bool? IsBot { get; set; }
    public bool? IsWorkflowBot { get; set; }
    public bool? IsPrimaryOwner { get; set; }
    public bool? IsOwner { get; set; }
    public bool? IsAdmin { get; set; }
    public bool? IsRestricted { get; set; }
    public bool? IsUltraRestricted { get; set; }
    public bool? IsStranger { get; set; }

    /// <summary>Told to administrators only.</summary>
    [JsonPropertyName("has_2fa")]
    public bool? Has2fa { get; set; }

    /// <summary>Seconds since 1970.</summary>
    public long? Updated { get; set; }
    public SlackProfile? Profile { get; set; }

    private bool IsService => IsBot == true || IsWorkflowBot == true || Id == Slackbot;

    /// <summary>The account and, for a human being, the person; nothing for people of other companies in shared channels.</summary>
    public IEnumerable<Fact> ToFacts(SlackWorkspace workspace, DateTimeOffset now)
    {
        if (Id is null || Name is null || IsStranger == true || (TeamId is { } team && team != workspace.TeamId && Profile?.Team is { } home && home != workspace.TeamId))
        {
            yield break;
        }

        yield return ToAccount(workspace);
        if (!IsService)
        {
            yield return ToPerson(workspace, now);
        }
    }

    private string FullName => First(RealName, Profile?.RealName, Profile?.DisplayName, Name)!;

    private string? Email => First(Profile?.Email)?.ToLowerInvariant();

    private DateTimeOffset? ChangedAt => Updated is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(Updated.Value) : null;

    private Account ToAccount(SlackWorkspace workspace) => new()
    {
        Key = workspace.User(Id!),
        ChangedAt = ChangedAt,
        Url = workspace.UserUrl(Id!),
        System = "slack",
        Login = Name!,
        Name = FullName,
        Email = Email,
        Kind = IsService ? AccountKind.Service : AccountKind.Person,
        Status = Deleted == true ? AccountStatus.Deleted : AccountStatus.Active,
        Mfa = Has2fa,
        Role = Role,
        Privileged = Deleted == true ? null : IsOwner == true || IsAdmin == true || IsPrimaryOwner == true,
    };

    private Person ToPerson(SlackWorkspace workspace, DateTimeOffset now) => new()
    {
        Key = workspace.User(Id!),
        ChangedAt = ChangedAt,
        Url = workspace.UserUrl(Id!),
        Name = FullName,
        Email = Email,
        Title = First(Profile?.Title),
        Status = Deleted == true ? PersonStatus.Left : Profile?.IsAway(Vacation, now) == true ? PersonStatus.OnLeave : PersonStatus.Active,
    };

    private string? Role => this switch
    {
        { Deleted: true } => null,
        { IsPrimaryOwner: true } => "primary owner",
        { IsOwner: true } => "owner",
        { IsAdmin: true } => "admin",
        { IsUltraRestricted: true } => "single-channel guest",
        { IsRestricted: true } => "guest",
        _ when IsService => "bot",
        _ => "member",
    };

    private static string? First(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                return text.Trim();
            }
        }

        return null;
    }
}

/// <summary>What a member tells of itself.</summary>
internal sealed class SlackProfile
{
    public string? Team { get; set; }
    public string? RealName { get; set; }
    public string? DisplayName { get; set; }
    public string? Title { get; set; }

    /// <summary>Told with the scope <c>users:read.email</c> only.</summary>
    public string? Email { get; set; }
    public string? StatusEmoji { get; set; }

    /// <summary>Seconds since 1970; 0 = until it is taken away.</summary>
    public long? StatusExpiration { get; set; }

    public bool IsAway(string emoji, DateTimeOffset now) => StatusEmoji == emoji && (StatusExpiration is null or 0 || StatusExpiration > now.ToUnixTimeSeconds());
}
