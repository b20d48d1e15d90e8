using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain;
using Cto.Domain.Sources;

namespace Cto.Connectors.Slack;

/// <summary>The streams of a Slack source: lists without a "changed since", read page by page.</summary>
internal static class SlackStreams
{
    public const string Users = "users";
    public const string Channels = "channels";

    private const string Everywhere = "public_channel,private_channel";
    private const string Public = "public_channel";

    public static IReadOnlyList<StreamDescriptor> All { get; } =
    [
        new(Users, "Members", [FactKinds.Person, FactKinds.Account]),
        new(Channels, "Channels", [FactKinds.Channel]),
    ];

    public static IAsyncEnumerable<FactPage> PullAsync(SlackSession session, string stream, string? cursor, CancellationToken cancellationToken) => stream switch
    {
        Users => PullAsync(session, cursor, "members", UserPageAsync, cancellationToken),
        Channels => PullAsync(session, cursor, "channels", ChannelPageAsync, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(stream), stream, "Slack has no such stream."),
    };

    private static async IAsyncEnumerable<FactPage> PullAsync(
        SlackSession session, string? cursor, string title, Func<SlackSession, SlackWorkspace, string?, CancellationToken, Task<SlackPage>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var workspace = await session.WorkspaceAsync(cancellationToken);
        var (paging, left) = (session.Http.Pages(), SlackCursor.Parse(cursor));
        for (var token = left; ;)
        {
            var page = await ReadAsync(token);
            token = paging.NextToken(page.Next);
            yield return new()
            {
                Facts = page.Facts,
                Cursor = new SlackCursor(token).ToString(),
                Progress = new(title, token is null ? 1 : null),
                RateLimit = session.Http.Limit,
                Warnings = page.Warnings,
            };
            if (token is null)
            {
                yield break;
            }
        }

        // The place of a list that was left in the middle is forgotten after a while: then from its beginning.
        async Task<SlackPage> ReadAsync(string? token)
        {
            try
            {
                return await read(session, workspace, token, cancellationToken);
            }
            catch (SourceException e) when (token is not null && token == left && e.Message.Contains("invalid_cursor", StringComparison.Ordinal))
            {
                return await read(session, workspace, null, cancellationToken);
            }
        }
    }

    private static async Task<SlackPage> UserPageAsync(SlackSession session, SlackWorkspace workspace, string? token, CancellationToken cancellationToken)
    {
        var page = await session.UsersAsync(token, cancellationToken);
        var members = (page.Members ?? []).OfType<SlackUser>().ToList();
        return new([.. members.SelectMany(member => member.ToFacts(workspace, session.Clock.GetUtcNow()))], page.ResponseMetadata?.NextCursor, []);
    }

    private static async Task<SlackPage> ChannelPageAsync(SlackSession session, SlackWorkspace workspace, string? token, CancellationToken cancellationToken)
    {
        var (page, warnings) = await ChannelsAsync(session, token, cancellationToken);
        var channels = (page.Channels ?? []).OfType<SlackChannel>().ToList();
        return new([.. channels.Select(channel => channel.ToFact(workspace)).OfType<Fact>()], page.ResponseMetadata?.NextCursor, warnings);
    }

    private static async Task<(SlackChannels Page, IReadOnlyList<string> Warnings)> ChannelsAsync(SlackSession session, string? token, CancellationToken cancellationToken)
    {
        try
        {
            return (await session.ChannelsAsync(Everywhere, withoutArchived: false, token, cancellationToken), []);
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden && e.Message.Contains("groups:read", StringComparison.Ordinal))
        {
            return (await session.ChannelsAsync(Public, withoutArchived: false, token, cancellationToken), ["Private channels are out of reach: the token lacks the scope groups:read."]);
        }
    }

    private sealed record SlackPage(IReadOnlyList<Fact> Facts, string? Next, IReadOnlyList<string> Warnings);
}

/// <summary>Where a list that was left in the middle goes on.</summary>
/// <param name="Next"><see langword="null"/> = at its beginning.</param>
internal sealed record SlackCursor(string? Next)
{
    public static string? Parse(string? cursor) => JsonText.Read(cursor, SlackCursorJson.Default.SlackCursor)?.Next;

    public override string ToString() => JsonSerializer.Serialize(this, SlackCursorJson.Default.SlackCursor);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SlackCursor))]
internal sealed partial class SlackCursorJson : JsonSerializerContext;
