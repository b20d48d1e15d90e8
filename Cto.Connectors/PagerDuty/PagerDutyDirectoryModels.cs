using Cto.Domain.Catalogue;
using Cto.Domain.Delivery;
using Cto.Domain.Governance;
using Cto.Domain.Reliability;

namespace Cto.Connectors.PagerDuty;

/// <summary>Something that can break and is paged for.</summary>
internal sealed class PagerDutyService : PagerDutyReference
{
    public PagerDutyReference?[]? Teams { get; set; }

    public Service? ToFact() => string.IsNullOrEmpty(Id) || Title is null ? null : new()
    {
        Key = KeyOf(Id),
        Url = HtmlUrl,
        Name = Title,
        Team = Teams?.OfType<PagerDutyReference>().FirstOrDefault()?.Title,
        Aliases = new Dictionary<string, string> { ["pagerduty"] = Title },
    };
}

/// <summary>Who is told in which order.</summary>
internal sealed class PagerDutyPolicy : PagerDutyReference
{
    public PagerDutyReference?[]? Teams { get; set; }
    public PagerDutyReference?[]? Services { get; set; }
    public PagerDutyRule?[]? EscalationRules { get; set; }

    public EscalationPolicy? ToFact() => string.IsNullOrEmpty(Id) || Title is null ? null : new()
    {
        Key = KeyOf(Id),
        Url = HtmlUrl,
        Name = Title,
        Team = Teams?.OfType<PagerDutyReference>().FirstOrDefault()?.Title,
        Services = Services is null ? null : [.. Services.OfType<PagerDutyReference>().Select(service => service.Title).OfType<string>()],
        Levels = EscalationRules is null ? null : [.. EscalationRules.OfType<PagerDutyRule>().Select(rule => rule.Told)],
    };
}

/// <summary>One level of an escalation policy.</summary>
internal sealed class PagerDutyRule
{
    public PagerDutyReference?[]? Targets { get; set; }

    /// <summary>The keys of schedules and the names of people.</summary>
    public string Told => string.Join(", ", (Targets ?? []).OfType<PagerDutyReference>().Select(target => target.Is("schedule") && target.Id is { } id ? PagerDutyReference.KeyOf(id) : target.Title).OfType<string>());
}

/// <summary>A person with a login.</summary>
internal sealed class PagerDutyUser : PagerDutyReference
{
    public string? Email { get; set; }
    public string? Role { get; set; }
    public string? JobTitle { get; set; }
    public PagerDutyReference?[]? Teams { get; set; }

    /// <summary>In lower case; <see langword="null"/> when PagerDuty hides it.</summary>
    public string? Address => Email is { Length: > 0 } ? Email.ToLowerInvariant() : null;

    public Person? ToPerson() => string.IsNullOrEmpty(Id) || Title is null ? null : new()
    {
        Key = KeyOf(Id),
        Url = HtmlUrl,
        Name = Title,
        Email = Address,
        // Of several teams none is the one.
        Team = Teams is [{ } team] ? team.Title : null,
        Title = JobTitle is { Length: > 0 } ? JobTitle : null,
        Status = PersonStatus.Active,
    };

    public Account? ToAccount() => string.IsNullOrEmpty(Id) || Title is null ? null : new()
    {
        Key = KeyOf(Id),
        Url = HtmlUrl,
        System = "pagerduty",
        Login = Address ?? Id,
        Name = Title,
        Email = Address,
        Kind = AccountKind.Person,
        Status = AccountStatus.Active,
        Role = Role,
        Privileged = Role is null ? null : Role is "owner" or "admin",
    };
}
