using System.Collections.Concurrent;
using Cto.Web.Security.Access;
using Cto.Web.Security.Users;

namespace Cto.Web.Security.SignIn;

/// <summary>What the people who are signed in may do, looked up at most every few seconds a person.</summary>
/// <remarks>A change made by this process holds at once; one made by another, after <see cref="Lifetime"/> at most.</remarks>
internal sealed class Sessions(UserStore users, MemberStore members, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<Guid, Entry> _known = new();

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

    /// <summary>Looks a person up anew; called after a change of password or role.</summary>
    public void Forget(Guid user) => _known.TryRemove(user, out _);

    private async Task<Entry?> KnowAsync(Guid user, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(user, out var entry) && entry.Until > now)
        {
            return entry;
        }

        if (await users.FindAsync(user, cancellationToken) is not { } found)
        {
            return null;
        }

        if (_known.Count >= Capacity)
        {
            _known.Clear();
        }

        return _known[user] = new(found, await members.OfUserAsync(user, cancellationToken), now + Lifetime);
    }

    private sealed record Entry(UserAccount User, IReadOnlyList<Membership> Companies, DateTimeOffset Until);
}
