using Cto.Domain.Sources;

namespace Cto.Connectors.Slack;

/// <summary>Tries a connection live: as whom, which workspace, what is in reach and which scope is missing.</summary>
internal sealed class SlackCheck(SlackSessions sessions)
{
    public async Task<SourceCheck> RunAsync(SourceConnection source, CancellationToken cancellationToken)
    {
        var session = sessions.Open(source);
        var identity = await session.IdentityAsync(cancellationToken);
        var warnings = new List<string>();
        var users = await session.UsersAsync(null, cancellationToken);
        var people = (users.Members ?? []).Where(member => member is { Deleted: not true, IsBot: not true }).ToList();
        if (people.Count > 1 && people.All(person => string.IsNullOrEmpty(person!.Profile?.Email)))
        {
            warnings.Add("E-mail addresses are out of reach, so accounts of other systems cannot be joined to people: the token lacks the scope users:read.email.");
        }

        try
        {
            await session.ChannelsAsync("public_channel,private_channel", withoutArchived: true, null, cancellationToken);
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden)
        {
            warnings.Add($"{e.Message} What it brings will have no data.");
        }

        var more = string.IsNullOrEmpty(users.ResponseMetadata?.NextCursor) ? "" : "more than ";
        return new($"Connected as {identity.User ?? "an app"} to {identity.Team ?? identity.TeamId ?? "a workspace"}: {more}{people.Count} people in reach.") { Warnings = warnings };
    }
}
