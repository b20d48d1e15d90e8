using Cto.Upstreams.World;

namespace Cto.Upstreams.Slack;

/// <summary>A channel of the workspace.</summary>
/// <param name="Id">Slack's.</param>
/// <param name="Name">Without the <c>#</c>.</param>
/// <param name="Topic">Empty where nobody set one.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Team">Whose; <see langword="null"/> = everybody's.</param>
internal sealed record SlackRoom(string Id, string Name, string Topic, DateTimeOffset CreatedAt, Team? Team)
{
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    public bool IsPrivate { get; init; }

    public bool IsArchived { get; init; }

    public static IReadOnlyList<SlackRoom> Of(Company company)
    {
        SlackRoom Room(string name, string topic, Team? team = null) => new("C0" + company.Dice("slack/channel", name).Text(9, Capitals), name, topic, company.Founded.AddDays(-300), team);
        return
        [
            Room("general", "All of Acme Commerce"),
            Room("incidents", "What is broken now"),
            Room("deployments", ""),
            .. company.Teams.Select(team => Room(team.Slug, $"{team.Name}: ask us here", team)),
            .. company.Teams.Select(team => Room($"{team.Slug}-private", "", team) with { IsPrivate = true }),
            Room("relaunch-2025", "Done") with { IsArchived = true },
        ];
    }

    /// <summary>The room that a call names; one that is written to must be open to the app.</summary>
    public static SlackRoom Known(IReadOnlyList<SlackRoom> rooms, string? id, bool writing = false) =>
        rooms.FirstOrDefault(room => room.Id == id) is not { } room ? throw SlackAnswer.Wrong("channel_not_found")
        : writing && room.IsArchived ? throw SlackAnswer.Wrong("is_archived")
        : writing && room.IsPrivate ? throw SlackAnswer.Wrong("not_in_channel")
        : room;
}

/// <summary>A program that is a member of the workspace.</summary>
internal sealed record SlackBot(string Id, string Name)
{
    public static readonly IReadOnlyList<SlackBot> All = [new("U0ACMEBOT01", "cto-assistant"), new("U0ACMEBOT02", "deploybot"), new("U0ACMEBOT03", "pagerduty")];
}
