using Cto.Connectors.Http;
using Cto.Domain.Governance;
using Cto.Domain.Sources;

namespace Cto.Connectors.GitHub;

/// <summary>Who belongs to an organisation, as its lists tell.</summary>
internal sealed class MemberRoll
{
    private readonly Dictionary<long, (GitHubUser User, string Role)> _people = [];
    private HashSet<long>? _withoutSecondFactor;

    /// <summary>The logins by account id.</summary>
    public IReadOnlyDictionary<long, string> Logins => _people.ToDictionary(person => person.Key, person => person.Value.User.Login!);

    /// <summary>Whether hidden members are in it too: else who is missing need not have left.</summary>
    public bool IsWhole { get; private init; }
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <returns><see langword="null"/> when there is no such organisation.</returns>
    public static async Task<MemberRoll?> ReadAsync(GitHubSession session, string organization, CancellationToken cancellationToken)
    {
        try
        {
            var first = await session.Security.MembersAsync(organization, null, "admin", GitHubSession.PageSize, cancellationToken);
            // To a classic token without the scope, GitHub shows public members only, and says nothing.
            var hidden = RateLimits.Text(first.Headers, "X-OAuth-Scopes") is { } scopes &&
                !GitHubDialect.Scopes(scopes).Any(scope => scope is "read:org" or "write:org" or "admin:org");
            var roll = new MemberRoll { IsWhole = !hidden };
            roll.Add(await AllAsync(session, first, cancellationToken), "admin");
            roll.Add(await AllAsync(session, await session.Security.MembersAsync(organization, null, "member", GitHubSession.PageSize, cancellationToken), cancellationToken), "member");
            roll.Add(await TryAsync(session, session.Inventory.OutsideCollaboratorsAsync(organization, null, GitHubSession.PageSize, cancellationToken), cancellationToken) ?? [], "outside collaborator");
            var weak = await TryAsync(session, session.Security.MembersAsync(organization, "2fa_disabled", null, GitHubSession.PageSize, cancellationToken), cancellationToken);
            roll._withoutSecondFactor = weak is null ? null : [.. weak.Select(user => user.Id)];
            roll.Warnings =
            [
                .. hidden ? [$"Only the public members of {organization} are seen: the token lacks the scope read:org."] : Array.Empty<string>(),
                .. weak is null ? [$"Who of {organization} has no second factor is told to its owners only, so it is unknown."] : Array.Empty<string>(),
            ];
            return roll;
        }
        catch (SourceException e) when (e.Fault is SourceFault.NotFound)
        {
            return null;
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden)
        {
            return new() { Warnings = [$"The members of {organization} cannot be read, so access reviews lack them: {e.Message}"] };
        }
    }

    public IReadOnlyList<Account> Accounts(GitHubKeys keys, IReadOnlyDictionary<long, MemberProfile> profiles) =>
    [
        .. _people.Select(person => new Account
        {
            Key = keys.Account(person.Key),
            Url = person.Value.User.HtmlUrl,
            System = keys.System,
            Login = person.Value.User.Login!,
            Name = profiles[person.Key].Name,
            Email = profiles[person.Key].Email,
            Kind = person.Value.User.IsBot || profiles[person.Key].Bot ? AccountKind.Service : AccountKind.Person,
            Status = AccountStatus.Active,
            // The list of those without speaks of members and owners; of outsiders it says nothing.
            Mfa = _withoutSecondFactor is null || person.Value.Role is not ("admin" or "member") ? null : !_withoutSecondFactor.Contains(person.Key),
            Role = person.Value.Role,
            Privileged = person.Value.Role == "admin",
        }),
    ];

    private void Add(IEnumerable<GitHubUser> users, string role)
    {
        foreach (var user in users.Where(user => user is { Id: not 0, Login: not null }))
        {
            _people.TryAdd(user.Id, (user, role));
        }
    }

    // Told to owners alone.
    private static async Task<IReadOnlyList<GitHubUser>?> TryAsync(GitHubSession session, Task<Answer<GitHubUser?[]>> asked, CancellationToken cancellationToken)
    {
        try
        {
            return await AllAsync(session, await asked, cancellationToken);
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden or SourceFault.NotFound)
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<GitHubUser>> AllAsync(GitHubSession session, Answer<GitHubUser?[]> first, CancellationToken cancellationToken) =>
        await session.AllAsync(first, "orgs/{org}/members", GitHubJson.Default.GitHubUserArray!, page => page, cancellationToken);
}
