using Cto.Web.Nodes;
using Cto.Web.Security.Access;
using Cto.Web.Security.Users;

namespace Cto.Web.Security.SignIn;

/// <summary>What the people who are signed in may do, looked up at most every few seconds a person.</summary>
/// <remarks>A change made by this node holds at once, one made by another when the news is here; for lost news see <see cref="NodeNews.KeepFor"/>.</remarks>
internal sealed class Sessions
{
    private const string Topic = "people";
    private const int Capacity = 10_000;

    private readonly UserStore _users;
    private readonly MemberStore _members;
    private readonly NodeNews _news;
    private readonly Remembered<Guid, Entry> _known;

    public Sessions(UserStore users, MemberStore members, NodeNews news, TimeProvider clock)
    {
        (_users, _members, _news, _known) = (users, members, news, new(Capacity, clock));
        news.Listen(Topic, user => _known.Forget(Guid.Parse(user)), _known.ForgetAll);
    }

    /// <returns><see langword="null"/> when the session is over: the stamp changed, or the person belongs to the company no more.</returns>
    public async Task<Caller?> FindAsync(Guid user, Guid stamp, Guid tenant, CancellationToken cancellationToken)
    {
        var entry = await KnowAsync(user, cancellationToken);
        return entry?.User.SecurityStamp == stamp && entry.Companies.FirstOrDefault(company => company.TenantId == tenant) is { } membership
            ? new Caller
            {
                TenantId = tenant,
                Kind = CallerKind.User,
                Id = user,
                Name = entry.User.Name,
                Role = membership.Role,
                Scopes = membership.Role.Scopes(),
            }
            : null;
    }

    /// <summary>The companies that a person belongs to.</summary>
    public async Task<IReadOnlyList<Membership>> CompaniesAsync(Guid user, CancellationToken cancellationToken) =>
        (await KnowAsync(user, cancellationToken))?.Companies ?? [];

    /// <summary>Looks a person up anew, on every node; called after a change of password or role.</summary>
    public Task ForgetAsync(Guid user)
    {
        _known.Forget(user);
        return _news.TellAsync(Topic, user.ToString("D"));
    }

    private ValueTask<Entry?> KnowAsync(Guid user, CancellationToken cancellationToken) =>
        _known.GetAsync(user, () => ReadAsync(user, cancellationToken), _news.KeepFor);

    private async Task<Entry?> ReadAsync(Guid user, CancellationToken cancellationToken) =>
        await _users.FindAsync(user, cancellationToken) is { } found ? new(found, await _members.OfUserAsync(user, cancellationToken)) : null;

    private sealed record Entry(UserAccount User, IReadOnlyList<Membership> Companies);
}
