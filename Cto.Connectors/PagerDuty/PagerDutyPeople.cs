using Cto.Domain.Sources;

namespace Cto.Connectors.PagerDuty;

/// <summary>The e-mail addresses of users, which PagerDuty's incidents and schedules do not tell.</summary>
internal sealed class PagerDutyPeople
{
    private readonly Dictionary<string, string> _byId;
    private readonly Dictionary<string, string?> _byName;

    public PagerDutyPeople(IReadOnlyList<PagerDutyUser> users)
    {
        var known = users.Where(user => user is { Id.Length: > 0, Address: not null }).ToList();
        _byId = known.DistinctBy(user => user.Id).ToDictionary(user => user.Id!, user => user.Address!, StringComparer.Ordinal);
        // A name that two people have is nobody's.
        _byName = known.Where(user => user.Title is not null).GroupBy(user => user.Title!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count() == 1 ? group.First().Address : null, StringComparer.Ordinal);
    }

    /// <summary>What the numbers lack because users could not be read; <see langword="null"/> when they could.</summary>
    public string? Warning { get; private init; }

    public string? Email(string? id) => id is null ? null : _byId.GetValueOrDefault(id);

    public string? EmailOfName(string? name) => name is null ? null : _byName.GetValueOrDefault(name);

    /// <summary>The users of the account; nobody, with a warning, when the credentials may not see them.</summary>
    public static async Task<PagerDutyPeople> ReadAsync(PagerDutySession session, CancellationToken cancellationToken)
    {
        try
        {
            var (users, _) = await session.AllAsync<PagerDutyUserPage, PagerDutyUser>(offset => session.Account.UsersAsync(PagerDutyApi.PageSize, offset, cancellationToken));
            return new(users);
        }
        catch (SourceException e) when (e.Fault is SourceFault.Forbidden or SourceFault.NotFound)
        {
            return new([]) { Warning = $"E-mail addresses cannot be read, so people are not joined with other systems: {e.Message}" };
        }
    }
}
