using System.Text.Json.Serialization;
using Cto.Connectors.Http;
using Cto.Domain.Catalogue;
using Cto.Domain.Delivery;
using Cto.Domain.Governance;

namespace Cto.Connectors.Opsgenie;

/// <summary>One page of a list, with the address of the next.</summary>
internal sealed class OpsgeniePage<T>
    where T : class
{
    public T?[]? Data { get; set; }
    public OpsgeniePaging? Paging { get; set; }
}

internal sealed class OpsgeniePaging
{
    public string? Next { get; set; }
}

/// <summary>A thing with an id and a name.</summary>
internal class OpsgenieNamed
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public OpsgenieLinks? Links { get; set; }

    /// <summary>The key of the fact of a thing: Opsgenie's ids are unique whichever the account.</summary>
    public static string KeyOf(string id) => $"opsgenie:{id}";

    public Team? ToTeam() => string.IsNullOrEmpty(Id) || string.IsNullOrEmpty(Name) ? null : new() { Key = KeyOf(Id), Url = Links?.Web, Name = Name };
}

internal sealed class OpsgenieLinks
{
    public string? Web { get; set; }
}

/// <summary>Something that can break.</summary>
internal sealed class OpsgenieService : OpsgenieNamed
{
    public string? TeamId { get; set; }

    public Service? ToFact(Func<string?, string?> team) => string.IsNullOrEmpty(Id) || string.IsNullOrEmpty(Name) ? null : new()
    {
        Key = KeyOf(Id),
        Url = Links?.Web,
        Name = Name,
        Team = team(TeamId),
        Aliases = new Dictionary<string, string> { ["opsgenie"] = Name },
    };
}

/// <summary>A person with a login, which is an e-mail address.</summary>
internal sealed class OpsgenieUser
{
    public string? Id { get; set; }
    public string? Username { get; set; }
    public string? FullName { get; set; }
    public bool? Blocked { get; set; }
    public OpsgenieNamed? Role { get; set; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? CreatedAt { get; set; }

    public Person? ToPerson() => string.IsNullOrEmpty(Id) || string.IsNullOrEmpty(Username) || Blocked is true ? null : new()
    {
        Key = OpsgenieNamed.KeyOf(Id),
        Name = FullName is { Length: > 0 } ? FullName : Username,
        Email = Username.ToLowerInvariant(),
        Status = PersonStatus.Active,
    };

    public Account? ToAccount() => string.IsNullOrEmpty(Id) || string.IsNullOrEmpty(Username) ? null : new()
    {
        Key = OpsgenieNamed.KeyOf(Id),
        System = "opsgenie",
        Login = Username,
        Name = FullName,
        Email = Username.ToLowerInvariant(),
        Kind = AccountKind.Person,
        Status = Blocked is true ? AccountStatus.Suspended : AccountStatus.Active,
        Role = Role?.Name,
        Privileged = Role?.Name is { } role ? role is "Owner" or "Admin" : null,
        CreatedAt = CreatedAt,
    };
}

/// <summary>Who answers for a schedule now.</summary>
internal sealed class OpsgenieOnCall
{
    public string?[]? OnCallRecipients { get; set; }
}

/// <summary>Why Opsgenie refused.</summary>
internal sealed class OpsgenieError
{
    public string? Message { get; set; }
}
